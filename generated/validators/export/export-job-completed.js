// Generated from catalog/export/export-job-completed/v1.json by `npm run generate`. Do not edit.

import { violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/run-id.js';
import { validate as validate3 } from '../shared/job-id.js';
import { validate as validate4 } from '../shared/object-location.js';

const schema0 = {"type":"object","required":["metadata","data"],"properties":{"metadata":{"$ref":"../../shared/event-metadata.json"},"data":{"type":"object","required":["runId","jobId","jobStatus","manifest","files"],"properties":{"runId":{"$ref":"../../shared/run-id.json"},"jobId":{"$ref":"../../shared/job-id.json"},"jobStatus":{"type":"string","enum":["COMPLETED","COMPLETED_WITH_ERRORS"]},"manifest":{"$ref":"../../shared/object-location.json"},"files":{"type":"integer","minimum":0}}}},"$id":"catalog:///catalog/export/export-job-completed/v1.json"};
function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.metadata === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "metadata"}});
      errors++;
    }
    if(data.data === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "data"}});
      errors++;
    }
    if(data.metadata !== undefined){
      let data0 = data.metadata;
      if(!(validate1(data0, {instancePath:instancePath+"/metadata",parentData:data,parentDataProperty:"metadata",rootData}))){
        vErrors = vErrors === null ? validate1.errors : vErrors.concat(validate1.errors);
        errors = vErrors.length;
      }
    }
    if(data.data !== undefined){
      let data1 = data.data;
      if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
        if(data1.runId === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "runId"}});
          errors++;
        }
        if(data1.jobId === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "jobId"}});
          errors++;
        }
        if(data1.jobStatus === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "jobStatus"}});
          errors++;
        }
        if(data1.manifest === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "manifest"}});
          errors++;
        }
        if(data1.files === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "files"}});
          errors++;
        }
        if(data1.runId !== undefined){
          let data2 = data1.runId;
          if(!(validate2(data2, {instancePath:instancePath+"/data/runId",parentData:data1,parentDataProperty:"runId",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
          }
        }
        if(data1.jobId !== undefined){
          let data3 = data1.jobId;
          if(!(validate3(data3, {instancePath:instancePath+"/data/jobId",parentData:data1,parentDataProperty:"jobId",rootData}))){
            vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
            errors = vErrors.length;
          }
        }
        if(data1.jobStatus !== undefined){
          let data4 = data1.jobStatus;
          if(typeof data4 !== "string"){
            (vErrors ??= []).push({instancePath:instancePath+"/data/jobStatus",keyword:"type",params:{type: "string"}});
            errors++;
          }
          if(!((data4 === "COMPLETED") || (data4 === "COMPLETED_WITH_ERRORS"))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/jobStatus",keyword:"enum",params:{allowedValues: schema0.properties.data.properties.jobStatus.enum}});
            errors++;
          }
        }
        if(data1.manifest !== undefined){
          let data5 = data1.manifest;
          if(!(validate4(data5, {instancePath:instancePath+"/data/manifest",parentData:data1,parentDataProperty:"manifest",rootData}))){
            vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
            errors = vErrors.length;
          }
        }
        if(data1.files !== undefined){
          let data6 = data1.files;
          if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/files",keyword:"type",params:{type: "integer"}});
            errors++;
          }
          if((typeof data6 == "number") && (isFinite(data6))){
            if(data6 < 0 || isNaN(data6)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/files",keyword:"minimum",params:{comparison: ">=", limit: 0}});
              errors++;
            }
          }
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"type",params:{type: "object"}});
        errors++;
      }
    }
  }
  else {
    (vErrors ??= []).push({instancePath,keyword:"type",params:{type: "object"}});
    errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}

/** What is wrong with a detail; empty if nothing is. */
export function validate(detail) {
  return validate0(detail) ? [] : violationsOf(validate0.errors);
}
