// Generated from catalog/order/order-fulfilment-started/v1.json by `npm run generate`. Do not edit.

import { ucs2length as ucs2length$, violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/instant.js';

const func0 = ucs2length$;
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
        if(data1.executionArn === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "executionArn"}});
          errors++;
        }
        if(data1.attempt === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "attempt"}});
          errors++;
        }
        if(data1.startedAt === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "startedAt"}});
          errors++;
        }
        if(data1.runId !== undefined){
          let data2 = data1.runId;
          if(typeof data2 === "string"){
            if(func0(data2) > 64){
              (vErrors ??= []).push({instancePath:instancePath+"/data/runId",keyword:"maxLength",params:{limit: 64}});
              errors++;
            }
            if(func0(data2) < 1){
              (vErrors ??= []).push({instancePath:instancePath+"/data/runId",keyword:"minLength",params:{limit: 1}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/runId",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data1.executionArn !== undefined){
          let data3 = data1.executionArn;
          if(typeof data3 === "string"){
            if(func0(data3) > 1024){
              (vErrors ??= []).push({instancePath:instancePath+"/data/executionArn",keyword:"maxLength",params:{limit: 1024}});
              errors++;
            }
            if(func0(data3) < 1){
              (vErrors ??= []).push({instancePath:instancePath+"/data/executionArn",keyword:"minLength",params:{limit: 1}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/executionArn",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data1.attempt !== undefined){
          let data4 = data1.attempt;
          if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/attempt",keyword:"type",params:{type: "integer"}});
            errors++;
          }
          if((typeof data4 == "number") && (isFinite(data4))){
            if(data4 < 1 || isNaN(data4)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/attempt",keyword:"minimum",params:{comparison: ">=", limit: 1}});
              errors++;
            }
          }
        }
        if(data1.startedAt !== undefined){
          let data5 = data1.startedAt;
          if(!(validate2(data5, {instancePath:instancePath+"/data/startedAt",parentData:data1,parentDataProperty:"startedAt",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
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
