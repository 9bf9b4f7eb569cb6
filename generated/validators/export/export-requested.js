// Generated from catalog/export/export-requested/v1.json by `npm run generate`. Do not edit.

import { violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/run-id.js';
import { validate as validate3 } from '../shared/datastore-id.js';
import { validate as validate4 } from '../shared/instant.js';

const pattern0 = new RegExp("^[A-Z][A-Za-z]{1,63}$", "u");
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
        if(data1.types !== undefined){
          let data6 = data1.types;
          if(Array.isArray(data6)){
            if(data6.length > 200){
              (vErrors ??= []).push({instancePath:instancePath+"/data/types",keyword:"maxItems",params:{limit: 200}});
              errors++;
            }
            if(data6.length < 1){
              (vErrors ??= []).push({instancePath:instancePath+"/data/types",keyword:"minItems",params:{limit: 1}});
              errors++;
            }
            let valid3 = true;
            const len0 = data6.length;
            for(let i0=0; i0<len0; i0++){
              let data7 = data6[i0];
              const _errs10 = errors;
              if(typeof data7 === "string"){
                if(!pattern0.test(data7)){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/types/" + i0,keyword:"pattern",params:{pattern: "^[A-Z][A-Za-z]{1,63}$"}});
                  errors++;
                }
              }
              else {
                (vErrors ??= []).push({instancePath:instancePath+"/data/types/" + i0,keyword:"type",params:{type: "string"}});
                errors++;
              }
              var valid2 = _errs10 === errors;
              if(!valid2){
                valid3 = false;
              }
            }
            let valid4;
            let i1 = data6.length;
            let j0;
            valid4 = true;
            if(i1 > 1){
              const indices0 = {};
              for(;i1--;){
                let item0 = data6[i1];
                if(typeof item0 !== "string"){
                  continue;
                }
                if(typeof indices0[item0] == "number"){
                  j0 = indices0[item0];
                  (vErrors ??= []).push({instancePath:instancePath+"/data/types",keyword:"uniqueItems",params:{i: i1, j: j0}});
                  errors++;
                  valid4 = false;
                  break;
                }
                indices0[item0] = i1;
              }
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/types",keyword:"type",params:{type: "array"}});
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
