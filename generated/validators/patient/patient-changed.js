// Generated from catalog/patient/patient-changed/v1.json by `npm run generate`. Do not edit.

import { violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/patient.js';

const pattern0 = new RegExp("^[A-Za-z0-9.-]{1,64}$", "u");
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
        if(data1.change === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "change"}});
          errors++;
        }
        if(data1.change !== undefined){
          let data2 = data1.change;
          if(typeof data2 !== "string"){
            (vErrors ??= []).push({instancePath:instancePath+"/data/change",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        let valid2 = false;
        const tag0 = data1.change;
        if(typeof tag0 == "string"){
          if(false){
          }
          else if(tag0 === "created"){
            const _errs7 = errors;
            if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
              if(data1.change === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "change"}});
                errors++;
              }
              if(data1.patientId === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "patientId"}});
                errors++;
              }
              if(data1.after === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "after"}});
                errors++;
              }
              if(data1.change !== undefined){
                let data3 = data1.change;
                if("created" !== data3){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/change",keyword:"const",params:{allowedValue: "created"}});
                  errors++;
                }
              }
              if(data1.patientId !== undefined){
                let data4 = data1.patientId;
                if(typeof data4 === "string"){
                  if(!pattern0.test(data4)){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/patientId",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"}});
                    errors++;
                  }
                }
                else {
                  (vErrors ??= []).push({instancePath:instancePath+"/data/patientId",keyword:"type",params:{type: "string"}});
                  errors++;
                }
              }
              if(data1.after !== undefined){
                let data5 = data1.after;
                if(!(validate2(data5, {instancePath:instancePath+"/data/after",parentData:data1,parentDataProperty:"after",rootData}))){
                  vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
                  errors = vErrors.length;
                }
              }
            }
            else {
              (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"type",params:{type: "object"}});
              errors++;
            }
            var valid3 = _errs7 === errors;
            valid2 = valid3;
          }
          else if(tag0 === "modified"){
            const _errs13 = errors;
            if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
              if(data1.change === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "change"}});
                errors++;
              }
              if(data1.patientId === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "patientId"}});
                errors++;
              }
              if(data1.before === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "before"}});
                errors++;
              }
              if(data1.after === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "after"}});
                errors++;
              }
              if(data1.change !== undefined){
                let data6 = data1.change;
                if("modified" !== data6){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/change",keyword:"const",params:{allowedValue: "modified"}});
                  errors++;
                }
              }
              if(data1.patientId !== undefined){
                let data7 = data1.patientId;
                if(typeof data7 === "string"){
                  if(!pattern0.test(data7)){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/patientId",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"}});
                    errors++;
                  }
                }
                else {
                  (vErrors ??= []).push({instancePath:instancePath+"/data/patientId",keyword:"type",params:{type: "string"}});
                  errors++;
                }
              }
              if(data1.before !== undefined){
                let data8 = data1.before;
                if(!(validate2(data8, {instancePath:instancePath+"/data/before",parentData:data1,parentDataProperty:"before",rootData}))){
                  vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
                  errors = vErrors.length;
                }
              }
              if(data1.after !== undefined){
                let data9 = data1.after;
                if(!(validate2(data9, {instancePath:instancePath+"/data/after",parentData:data1,parentDataProperty:"after",rootData}))){
                  vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
                  errors = vErrors.length;
                }
              }
            }
            else {
              (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"type",params:{type: "object"}});
              errors++;
            }
            var valid5 = _errs13 === errors;
            valid2 = valid5;
          }
          else if(tag0 === "removed"){
            const _errs20 = errors;
            if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
              if(data1.change === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "change"}});
                errors++;
              }
              if(data1.patientId === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "patientId"}});
                errors++;
              }
              if(data1.before === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "before"}});
                errors++;
              }
              if(data1.change !== undefined){
                let data10 = data1.change;
                if("removed" !== data10){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/change",keyword:"const",params:{allowedValue: "removed"}});
                  errors++;
                }
              }
              if(data1.patientId !== undefined){
                let data11 = data1.patientId;
                if(typeof data11 === "string"){
                  if(!pattern0.test(data11)){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/patientId",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"}});
                    errors++;
                  }
                }
                else {
                  (vErrors ??= []).push({instancePath:instancePath+"/data/patientId",keyword:"type",params:{type: "string"}});
                  errors++;
                }
              }
              if(data1.before !== undefined){
                let data12 = data1.before;
                if(!(validate2(data12, {instancePath:instancePath+"/data/before",parentData:data1,parentDataProperty:"before",rootData}))){
                  vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
                  errors = vErrors.length;
                }
              }
            }
            else {
              (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"type",params:{type: "object"}});
              errors++;
            }
            var valid7 = _errs20 === errors;
            valid2 = valid7;
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"discriminator",params:{error: "mapping", tag: "change", tagValue: tag0}});
            errors++;
          }
        }
        else {
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"discriminator",params:{error: "tag", tag: "change", tagValue: tag0}});
          errors++;
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
