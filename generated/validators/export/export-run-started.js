// Generated from catalog/export/export-run-started/v1.json by `npm run generate`. Do not edit.

import { ucs2length as ucs2length$, violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/run-id.js';
import { validate as validate3 } from '../shared/datastore-id.js';
import { validate as validate4 } from '../shared/instant.js';

const func0 = ucs2length$;
const pattern0 = new RegExp("^arn:", "u");
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
        if(data1.until === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "until"}});
          errors++;
        }
        if(data1.executionArn === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "executionArn"}});
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
        if(data1.since !== undefined){
          let data4 = data1.since;
          if(!(validate4(data4, {instancePath:instancePath+"/data/since",parentData:data1,parentDataProperty:"since",rootData}))){
            vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
            errors = vErrors.length;
          }
        }
        if(data1.until !== undefined){
          let data5 = data1.until;
          if(!(validate4(data5, {instancePath:instancePath+"/data/until",parentData:data1,parentDataProperty:"until",rootData}))){
            vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
            errors = vErrors.length;
          }
        }
        if(data1.executionArn !== undefined){
          let data6 = data1.executionArn;
          if(typeof data6 === "string"){
            if(func0(data6) > 1024){
              (vErrors ??= []).push({instancePath:instancePath+"/data/executionArn",keyword:"maxLength",params:{limit: 1024}});
              errors++;
            }
            if(func0(data6) < 1){
              (vErrors ??= []).push({instancePath:instancePath+"/data/executionArn",keyword:"minLength",params:{limit: 1}});
              errors++;
            }
            if(!pattern0.test(data6)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/executionArn",keyword:"pattern",params:{pattern: "^arn:"}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/executionArn",keyword:"type",params:{type: "string"}});
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
