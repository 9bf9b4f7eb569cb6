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
        if(data1.runId === undefined){
          const err2 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "runId"},message:"must have required property '"+"runId"+"'"};
          if(vErrors === null){
            vErrors = [err2];
          }
          else {
            vErrors.push(err2);
          }
          errors++;
        }
        if(data1.datastoreId === undefined){
          const err3 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "datastoreId"},message:"must have required property '"+"datastoreId"+"'"};
          if(vErrors === null){
            vErrors = [err3];
          }
          else {
            vErrors.push(err3);
          }
          errors++;
        }
        if(data1.until === undefined){
          const err4 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "until"},message:"must have required property '"+"until"+"'"};
          if(vErrors === null){
            vErrors = [err4];
          }
          else {
            vErrors.push(err4);
          }
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
              const err5 = {instancePath:instancePath+"/data/types",schemaPath:"#/properties/data/properties/types/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items"};
              if(vErrors === null){
                vErrors = [err5];
              }
              else {
                vErrors.push(err5);
              }
              errors++;
            }
            if(data6.length < 1){
              const err6 = {instancePath:instancePath+"/data/types",schemaPath:"#/properties/data/properties/types/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
              if(vErrors === null){
                vErrors = [err6];
              }
              else {
                vErrors.push(err6);
              }
              errors++;
            }
            let valid3 = true;
            const len0 = data6.length;
            for(let i0=0; i0<len0; i0++){
              let data7 = data6[i0];
              const _errs10 = errors;
              if(typeof data7 === "string"){
                if(!pattern0.test(data7)){
                  const err7 = {instancePath:instancePath+"/data/types/" + i0,schemaPath:"#/properties/data/properties/types/items/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Za-z]{1,63}$"},message:"must match pattern \""+"^[A-Z][A-Za-z]{1,63}$"+"\""};
                  if(vErrors === null){
                    vErrors = [err7];
                  }
                  else {
                    vErrors.push(err7);
                  }
                  errors++;
                }
              }
              else {
                const err8 = {instancePath:instancePath+"/data/types/" + i0,schemaPath:"#/properties/data/properties/types/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
                if(vErrors === null){
                  vErrors = [err8];
                }
                else {
                  vErrors.push(err8);
                }
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
                  const err9 = {instancePath:instancePath+"/data/types",schemaPath:"#/properties/data/properties/types/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
                  if(vErrors === null){
                    vErrors = [err9];
                  }
                  else {
                    vErrors.push(err9);
                  }
                  errors++;
                  valid4 = false;
                  break;
                }
                indices0[item0] = i1;
              }
            }
          }
          else {
            const err10 = {instancePath:instancePath+"/data/types",schemaPath:"#/properties/data/properties/types/type",keyword:"type",params:{type: "array"},message:"must be array"};
            if(vErrors === null){
              vErrors = [err10];
            }
            else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
      }
      else {
        const err11 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "object"},message:"must be object"};
        if(vErrors === null){
          vErrors = [err11];
        }
        else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
  }
  else {
    const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
    if(vErrors === null){
      vErrors = [err12];
    }
    else {
      vErrors.push(err12);
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
