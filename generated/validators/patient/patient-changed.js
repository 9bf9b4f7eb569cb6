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
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "metadata"},message:"must have required property '"+"metadata"+"'"};
      if(vErrors === null){
        vErrors = [err0];
      }
      else {
        vErrors.push(err0);
      }
      errors++;
    }
    if(data.data === undefined){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "data"},message:"must have required property '"+"data"+"'"};
      if(vErrors === null){
        vErrors = [err1];
      }
      else {
        vErrors.push(err1);
      }
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
          const err2 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "change"},message:"must have required property '"+"change"+"'"};
          if(vErrors === null){
            vErrors = [err2];
          }
          else {
            vErrors.push(err2);
          }
          errors++;
        }
        if(data1.change !== undefined){
          let data2 = data1.change;
          if(typeof data2 !== "string"){
            const err3 = {instancePath:instancePath+"/data/change",schemaPath:"#/properties/data/properties/change/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err3];
            }
            else {
              vErrors.push(err3);
            }
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
                const err4 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/0/required",keyword:"required",params:{missingProperty: "change"},message:"must have required property '"+"change"+"'"};
                if(vErrors === null){
                  vErrors = [err4];
                }
                else {
                  vErrors.push(err4);
                }
                errors++;
              }
              if(data1.patientId === undefined){
                const err5 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/0/required",keyword:"required",params:{missingProperty: "patientId"},message:"must have required property '"+"patientId"+"'"};
                if(vErrors === null){
                  vErrors = [err5];
                }
                else {
                  vErrors.push(err5);
                }
                errors++;
              }
              if(data1.after === undefined){
                const err6 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/0/required",keyword:"required",params:{missingProperty: "after"},message:"must have required property '"+"after"+"'"};
                if(vErrors === null){
                  vErrors = [err6];
                }
                else {
                  vErrors.push(err6);
                }
                errors++;
              }
              if(data1.change !== undefined){
                let data3 = data1.change;
                if("created" !== data3){
                  const err7 = {instancePath:instancePath+"/data/change",schemaPath:"#/properties/data/oneOf/0/properties/change/const",keyword:"const",params:{allowedValue: "created"},message:"must be equal to constant"};
                  if(vErrors === null){
                    vErrors = [err7];
                  }
                  else {
                    vErrors.push(err7);
                  }
                  errors++;
                }
              }
              if(data1.patientId !== undefined){
                let data4 = data1.patientId;
                if(typeof data4 === "string"){
                  if(!pattern0.test(data4)){
                    const err8 = {instancePath:instancePath+"/data/patientId",schemaPath:"#/properties/data/oneOf/0/properties/patientId/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9.-]{1,64}$"+"\""};
                    if(vErrors === null){
                      vErrors = [err8];
                    }
                    else {
                      vErrors.push(err8);
                    }
                    errors++;
                  }
                }
                else {
                  const err9 = {instancePath:instancePath+"/data/patientId",schemaPath:"#/properties/data/oneOf/0/properties/patientId/type",keyword:"type",params:{type: "string"},message:"must be string"};
                  if(vErrors === null){
                    vErrors = [err9];
                  }
                  else {
                    vErrors.push(err9);
                  }
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
              const err10 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
              if(vErrors === null){
                vErrors = [err10];
              }
              else {
                vErrors.push(err10);
              }
              errors++;
            }
            var valid3 = _errs7 === errors;
            valid2 = valid3;
          }
          else if(tag0 === "modified"){
            const _errs13 = errors;
            if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
              if(data1.change === undefined){
                const err11 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/1/required",keyword:"required",params:{missingProperty: "change"},message:"must have required property '"+"change"+"'"};
                if(vErrors === null){
                  vErrors = [err11];
                }
                else {
                  vErrors.push(err11);
                }
                errors++;
              }
              if(data1.patientId === undefined){
                const err12 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/1/required",keyword:"required",params:{missingProperty: "patientId"},message:"must have required property '"+"patientId"+"'"};
                if(vErrors === null){
                  vErrors = [err12];
                }
                else {
                  vErrors.push(err12);
                }
                errors++;
              }
              if(data1.before === undefined){
                const err13 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/1/required",keyword:"required",params:{missingProperty: "before"},message:"must have required property '"+"before"+"'"};
                if(vErrors === null){
                  vErrors = [err13];
                }
                else {
                  vErrors.push(err13);
                }
                errors++;
              }
              if(data1.after === undefined){
                const err14 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/1/required",keyword:"required",params:{missingProperty: "after"},message:"must have required property '"+"after"+"'"};
                if(vErrors === null){
                  vErrors = [err14];
                }
                else {
                  vErrors.push(err14);
                }
                errors++;
              }
              if(data1.change !== undefined){
                let data6 = data1.change;
                if("modified" !== data6){
                  const err15 = {instancePath:instancePath+"/data/change",schemaPath:"#/properties/data/oneOf/1/properties/change/const",keyword:"const",params:{allowedValue: "modified"},message:"must be equal to constant"};
                  if(vErrors === null){
                    vErrors = [err15];
                  }
                  else {
                    vErrors.push(err15);
                  }
                  errors++;
                }
              }
              if(data1.patientId !== undefined){
                let data7 = data1.patientId;
                if(typeof data7 === "string"){
                  if(!pattern0.test(data7)){
                    const err16 = {instancePath:instancePath+"/data/patientId",schemaPath:"#/properties/data/oneOf/1/properties/patientId/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9.-]{1,64}$"+"\""};
                    if(vErrors === null){
                      vErrors = [err16];
                    }
                    else {
                      vErrors.push(err16);
                    }
                    errors++;
                  }
                }
                else {
                  const err17 = {instancePath:instancePath+"/data/patientId",schemaPath:"#/properties/data/oneOf/1/properties/patientId/type",keyword:"type",params:{type: "string"},message:"must be string"};
                  if(vErrors === null){
                    vErrors = [err17];
                  }
                  else {
                    vErrors.push(err17);
                  }
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
              const err18 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
              if(vErrors === null){
                vErrors = [err18];
              }
              else {
                vErrors.push(err18);
              }
              errors++;
            }
            var valid5 = _errs13 === errors;
            valid2 = valid5;
          }
          else if(tag0 === "removed"){
            const _errs20 = errors;
            if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
              if(data1.change === undefined){
                const err19 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/2/required",keyword:"required",params:{missingProperty: "change"},message:"must have required property '"+"change"+"'"};
                if(vErrors === null){
                  vErrors = [err19];
                }
                else {
                  vErrors.push(err19);
                }
                errors++;
              }
              if(data1.patientId === undefined){
                const err20 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/2/required",keyword:"required",params:{missingProperty: "patientId"},message:"must have required property '"+"patientId"+"'"};
                if(vErrors === null){
                  vErrors = [err20];
                }
                else {
                  vErrors.push(err20);
                }
                errors++;
              }
              if(data1.before === undefined){
                const err21 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/2/required",keyword:"required",params:{missingProperty: "before"},message:"must have required property '"+"before"+"'"};
                if(vErrors === null){
                  vErrors = [err21];
                }
                else {
                  vErrors.push(err21);
                }
                errors++;
              }
              if(data1.change !== undefined){
                let data10 = data1.change;
                if("removed" !== data10){
                  const err22 = {instancePath:instancePath+"/data/change",schemaPath:"#/properties/data/oneOf/2/properties/change/const",keyword:"const",params:{allowedValue: "removed"},message:"must be equal to constant"};
                  if(vErrors === null){
                    vErrors = [err22];
                  }
                  else {
                    vErrors.push(err22);
                  }
                  errors++;
                }
              }
              if(data1.patientId !== undefined){
                let data11 = data1.patientId;
                if(typeof data11 === "string"){
                  if(!pattern0.test(data11)){
                    const err23 = {instancePath:instancePath+"/data/patientId",schemaPath:"#/properties/data/oneOf/2/properties/patientId/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9.-]{1,64}$"+"\""};
                    if(vErrors === null){
                      vErrors = [err23];
                    }
                    else {
                      vErrors.push(err23);
                    }
                    errors++;
                  }
                }
                else {
                  const err24 = {instancePath:instancePath+"/data/patientId",schemaPath:"#/properties/data/oneOf/2/properties/patientId/type",keyword:"type",params:{type: "string"},message:"must be string"};
                  if(vErrors === null){
                    vErrors = [err24];
                  }
                  else {
                    vErrors.push(err24);
                  }
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
              const err25 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/oneOf/2/type",keyword:"type",params:{type: "object"},message:"must be object"};
              if(vErrors === null){
                vErrors = [err25];
              }
              else {
                vErrors.push(err25);
              }
              errors++;
            }
            var valid7 = _errs20 === errors;
            valid2 = valid7;
          }
          else {
            const err26 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "change", tagValue: tag0},message:"value of tag \"change\" must be in oneOf"};
            if(vErrors === null){
              vErrors = [err26];
            }
            else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
        else {
          const err27 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/discriminator",keyword:"discriminator",params:{error: "tag", tag: "change", tagValue: tag0},message:"tag \"change\" must be string"};
          if(vErrors === null){
            vErrors = [err27];
          }
          else {
            vErrors.push(err27);
          }
          errors++;
        }
      }
      else {
        const err28 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "object"},message:"must be object"};
        if(vErrors === null){
          vErrors = [err28];
        }
        else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
  }
  else {
    const err29 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
    if(vErrors === null){
      vErrors = [err29];
    }
    else {
      vErrors.push(err29);
    }
    errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}

/** What is wrong with a detail; empty if nothing is. */
export function validate(detail) {
  return validate0(detail) ? [] : violationsOf(validate0.errors);
}
