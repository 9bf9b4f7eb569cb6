// Generated from catalog/site/site-measured/v1.json by `npm run generate`. Do not edit.

import { ucs2length as ucs2length$, violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';

const func0 = ucs2length$;
const pattern0 = new RegExp("^[A-Za-z0-9._-]{1,64}$", "u");
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
        if(data1.id === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "id"}});
          errors++;
        }
        if(data1.siteId === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "siteId"}});
          errors++;
        }
        if(data1.name === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "name"}});
          errors++;
        }
        if(data1.createdAtTime === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "createdAtTime"}});
          errors++;
        }
        if(data1.valueOne === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "valueOne"}});
          errors++;
        }
        if(data1.valueTwo === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "valueTwo"}});
          errors++;
        }
        if(data1.id !== undefined){
          let data2 = data1.id;
          if(typeof data2 === "string"){
            if(func0(data2) > 128){
              (vErrors ??= []).push({instancePath:instancePath+"/data/id",keyword:"maxLength",params:{limit: 128}});
              errors++;
            }
            if(func0(data2) < 1){
              (vErrors ??= []).push({instancePath:instancePath+"/data/id",keyword:"minLength",params:{limit: 1}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/id",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data1.siteId !== undefined){
          let data3 = data1.siteId;
          if(typeof data3 === "string"){
            if(func0(data3) < 1){
              (vErrors ??= []).push({instancePath:instancePath+"/data/siteId",keyword:"minLength",params:{limit: 1}});
              errors++;
            }
            if(!pattern0.test(data3)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/siteId",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._-]{1,64}$"}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/siteId",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data1.name !== undefined){
          let data4 = data1.name;
          if(typeof data4 === "string"){
            if(func0(data4) > 256){
              (vErrors ??= []).push({instancePath:instancePath+"/data/name",keyword:"maxLength",params:{limit: 256}});
              errors++;
            }
            if(func0(data4) < 1){
              (vErrors ??= []).push({instancePath:instancePath+"/data/name",keyword:"minLength",params:{limit: 1}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/name",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data1.createdAtTime !== undefined){
          let data5 = data1.createdAtTime;
          if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/createdAtTime",keyword:"type",params:{type: "integer"}});
            errors++;
          }
          if((typeof data5 == "number") && (isFinite(data5))){
            if(data5 < 0 || isNaN(data5)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/createdAtTime",keyword:"minimum",params:{comparison: ">=", limit: 0}});
              errors++;
            }
          }
        }
        if(data1.valueOne !== undefined){
          let data6 = data1.valueOne;
          if(!((typeof data6 == "number") && (isFinite(data6)))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/valueOne",keyword:"type",params:{type: "number"}});
            errors++;
          }
        }
        if(data1.valueTwo !== undefined){
          let data7 = data1.valueTwo;
          if(!((typeof data7 == "number") && (isFinite(data7)))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/valueTwo",keyword:"type",params:{type: "number"}});
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
