// Generated from catalog/export/export-run-completed/v1.json by `npm run generate`. Do not edit.

import { violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/run-id.js';
import { validate as validate3 } from '../shared/instant.js';

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
        if(data1.until === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "until"}});
          errors++;
        }
        if(data1.files === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "files"}});
          errors++;
        }
        if(data1.resources === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "resources"}});
          errors++;
        }
        if(data1.rejected === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "rejected"}});
          errors++;
        }
        if(data1.runId !== undefined){
          let data2 = data1.runId;
          if(!(validate2(data2, {instancePath:instancePath+"/data/runId",parentData:data1,parentDataProperty:"runId",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
          }
        }
        if(data1.since !== undefined){
          let data3 = data1.since;
          if(!(validate3(data3, {instancePath:instancePath+"/data/since",parentData:data1,parentDataProperty:"since",rootData}))){
            vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
            errors = vErrors.length;
          }
        }
        if(data1.until !== undefined){
          let data4 = data1.until;
          if(!(validate3(data4, {instancePath:instancePath+"/data/until",parentData:data1,parentDataProperty:"until",rootData}))){
            vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
            errors = vErrors.length;
          }
        }
        if(data1.files !== undefined){
          let data5 = data1.files;
          if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/files",keyword:"type",params:{type: "integer"}});
            errors++;
          }
          if((typeof data5 == "number") && (isFinite(data5))){
            if(data5 < 0 || isNaN(data5)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/files",keyword:"minimum",params:{comparison: ">=", limit: 0}});
              errors++;
            }
          }
        }
        if(data1.resources !== undefined){
          let data6 = data1.resources;
          if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/resources",keyword:"type",params:{type: "integer"}});
            errors++;
          }
          if((typeof data6 == "number") && (isFinite(data6))){
            if(data6 < 0 || isNaN(data6)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/resources",keyword:"minimum",params:{comparison: ">=", limit: 0}});
              errors++;
            }
          }
        }
        if(data1.rejected !== undefined){
          let data7 = data1.rejected;
          if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/rejected",keyword:"type",params:{type: "integer"}});
            errors++;
          }
          if((typeof data7 == "number") && (isFinite(data7))){
            if(data7 < 0 || isNaN(data7)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/rejected",keyword:"minimum",params:{comparison: ">=", limit: 0}});
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
