// Generated from catalog/patient/address-changed/v1.json by `npm run generate`. Do not edit.

import { ucs2length as ucs2length$, violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/address.js';

const pattern0 = new RegExp("^[A-Za-z0-9.-]{1,64}$", "u");
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
              if(data1.addressId === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "addressId"}});
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
              if(data1.addressId !== undefined){
                let data5 = data1.addressId;
                if(typeof data5 === "string"){
                  if(func0(data5) > 64){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/addressId",keyword:"maxLength",params:{limit: 64}});
                    errors++;
                  }
                  if(func0(data5) < 1){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/addressId",keyword:"minLength",params:{limit: 1}});
                    errors++;
                  }
                }
                else {
                  (vErrors ??= []).push({instancePath:instancePath+"/data/addressId",keyword:"type",params:{type: "string"}});
                  errors++;
                }
              }
              if(data1.after !== undefined){
                let data6 = data1.after;
                if(!(validate2(data6, {instancePath:instancePath+"/data/after",parentData:data1,parentDataProperty:"after",rootData}))){
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
            const _errs15 = errors;
            if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
              if(data1.change === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "change"}});
                errors++;
              }
              if(data1.patientId === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "patientId"}});
                errors++;
              }
              if(data1.addressId === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "addressId"}});
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
                let data7 = data1.change;
                if("modified" !== data7){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/change",keyword:"const",params:{allowedValue: "modified"}});
                  errors++;
                }
              }
              if(data1.patientId !== undefined){
                let data8 = data1.patientId;
                if(typeof data8 === "string"){
                  if(!pattern0.test(data8)){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/patientId",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"}});
                    errors++;
                  }
                }
                else {
                  (vErrors ??= []).push({instancePath:instancePath+"/data/patientId",keyword:"type",params:{type: "string"}});
                  errors++;
                }
              }
              if(data1.addressId !== undefined){
                let data9 = data1.addressId;
                if(typeof data9 === "string"){
                  if(func0(data9) > 64){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/addressId",keyword:"maxLength",params:{limit: 64}});
                    errors++;
                  }
                  if(func0(data9) < 1){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/addressId",keyword:"minLength",params:{limit: 1}});
                    errors++;
                  }
                }
                else {
                  (vErrors ??= []).push({instancePath:instancePath+"/data/addressId",keyword:"type",params:{type: "string"}});
                  errors++;
                }
              }
              if(data1.before !== undefined){
                let data10 = data1.before;
                if(!(validate2(data10, {instancePath:instancePath+"/data/before",parentData:data1,parentDataProperty:"before",rootData}))){
                  vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
                  errors = vErrors.length;
                }
              }
              if(data1.after !== undefined){
                let data11 = data1.after;
                if(!(validate2(data11, {instancePath:instancePath+"/data/after",parentData:data1,parentDataProperty:"after",rootData}))){
                  vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
                  errors = vErrors.length;
                }
              }
            }
            else {
              (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"type",params:{type: "object"}});
              errors++;
            }
            var valid5 = _errs15 === errors;
            valid2 = valid5;
          }
          else if(tag0 === "removed"){
            const _errs24 = errors;
            if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
              if(data1.change === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "change"}});
                errors++;
              }
              if(data1.patientId === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "patientId"}});
                errors++;
              }
              if(data1.addressId === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "addressId"}});
                errors++;
              }
              if(data1.before === undefined){
                (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "before"}});
                errors++;
              }
              if(data1.change !== undefined){
                let data12 = data1.change;
                if("removed" !== data12){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/change",keyword:"const",params:{allowedValue: "removed"}});
                  errors++;
                }
              }
              if(data1.patientId !== undefined){
                let data13 = data1.patientId;
                if(typeof data13 === "string"){
                  if(!pattern0.test(data13)){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/patientId",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"}});
                    errors++;
                  }
                }
                else {
                  (vErrors ??= []).push({instancePath:instancePath+"/data/patientId",keyword:"type",params:{type: "string"}});
                  errors++;
                }
              }
              if(data1.addressId !== undefined){
                let data14 = data1.addressId;
                if(typeof data14 === "string"){
                  if(func0(data14) > 64){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/addressId",keyword:"maxLength",params:{limit: 64}});
                    errors++;
                  }
                  if(func0(data14) < 1){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/addressId",keyword:"minLength",params:{limit: 1}});
                    errors++;
                  }
                }
                else {
                  (vErrors ??= []).push({instancePath:instancePath+"/data/addressId",keyword:"type",params:{type: "string"}});
                  errors++;
                }
              }
              if(data1.before !== undefined){
                let data15 = data1.before;
                if(!(validate2(data15, {instancePath:instancePath+"/data/before",parentData:data1,parentDataProperty:"before",rootData}))){
                  vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
                  errors = vErrors.length;
                }
              }
            }
            else {
              (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"type",params:{type: "object"}});
              errors++;
            }
            var valid7 = _errs24 === errors;
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
