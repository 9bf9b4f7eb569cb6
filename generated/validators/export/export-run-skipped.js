// Generated from catalog/export/export-run-skipped/v2.json by `npm run generate`. Do not edit.

import { violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/run-id.js';
import { validate as validate3 } from '../shared/datastore-id.js';
import { validate as validate5 } from '../shared/instant.js';

const schema0 = {"type":"object","required":["metadata","data"],"properties":{"metadata":{"$ref":"../../shared/event-metadata.json"},"data":{"type":"object","required":["runId","datastoreId","activeRunId","until","reason"],"properties":{"runId":{"$ref":"../../shared/run-id.json"},"datastoreId":{"$ref":"../../shared/datastore-id.json"},"activeRunId":{"$ref":"../../shared/run-id.json"},"until":{"$ref":"../../shared/instant.json"},"reason":{"type":"string","enum":["RUN_ACTIVE"]}}}},"$id":"catalog:///catalog/export/export-run-skipped/v2.json"};
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
        if(data1.datastoreId === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "datastoreId"}});
          errors++;
        }
        if(data1.activeRunId === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "activeRunId"}});
          errors++;
        }
        if(data1.until === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "until"}});
          errors++;
        }
        if(data1.reason === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "reason"}});
          errors++;
        }
        if(data1.runId !== undefined){
          let data2 = data1.runId;
          if(!(validate2(data2, {instancePath:instancePath+"/data/runId",parentData:data1,parentDataProperty:"runId",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
          }
        }
        if(data1.datastoreId !== undefined){
          let data3 = data1.datastoreId;
          if(!(validate3(data3, {instancePath:instancePath+"/data/datastoreId",parentData:data1,parentDataProperty:"datastoreId",rootData}))){
            vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
            errors = vErrors.length;
          }
        }
        if(data1.activeRunId !== undefined){
          let data4 = data1.activeRunId;
          if(!(validate2(data4, {instancePath:instancePath+"/data/activeRunId",parentData:data1,parentDataProperty:"activeRunId",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
          }
        }
        if(data1.until !== undefined){
          let data5 = data1.until;
          if(!(validate5(data5, {instancePath:instancePath+"/data/until",parentData:data1,parentDataProperty:"until",rootData}))){
            vErrors = vErrors === null ? validate5.errors : vErrors.concat(validate5.errors);
            errors = vErrors.length;
          }
        }
        if(data1.reason !== undefined){
          let data6 = data1.reason;
          if(typeof data6 !== "string"){
            (vErrors ??= []).push({instancePath:instancePath+"/data/reason",keyword:"type",params:{type: "string"}});
            errors++;
          }
          if(!(data6 === "RUN_ACTIVE")){
            (vErrors ??= []).push({instancePath:instancePath+"/data/reason",keyword:"enum",params:{allowedValues: schema0.properties.data.properties.reason.enum}});
            errors++;
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
