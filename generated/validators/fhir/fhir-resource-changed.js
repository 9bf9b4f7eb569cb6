// Generated from catalog/fhir/fhir-resource-changed/v1.json by `npm run generate`. Do not edit.

import { formats as formats$, ucs2length as ucs2length$, violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/run-id.js';

const pattern0 = new RegExp("^[A-Z][A-Za-z]{1,63}$", "u");
const pattern1 = new RegExp("^[A-Za-z0-9.-]{1,64}$", "u");
const func0 = ucs2length$;
const formats0 = formats$["date-time"];
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
        if(data1.resourceType === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "resourceType"}});
          errors++;
        }
        if(data1.resourceId === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "resourceId"}});
          errors++;
        }
        if(data1.resource === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "resource"}});
          errors++;
        }
        if(data1.runId !== undefined){
          let data2 = data1.runId;
          if(!(validate2(data2, {instancePath:instancePath+"/data/runId",parentData:data1,parentDataProperty:"runId",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
          }
        }
        if(data1.resourceType !== undefined){
          let data3 = data1.resourceType;
          if(typeof data3 === "string"){
            if(!pattern0.test(data3)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/resourceType",keyword:"pattern",params:{pattern: "^[A-Z][A-Za-z]{1,63}$"}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/resourceType",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data1.resourceId !== undefined){
          let data4 = data1.resourceId;
          if(typeof data4 === "string"){
            if(!pattern1.test(data4)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/resourceId",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/resourceId",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data1.versionId !== undefined){
          let data5 = data1.versionId;
          if(typeof data5 === "string"){
            if(func0(data5) > 64){
              (vErrors ??= []).push({instancePath:instancePath+"/data/versionId",keyword:"maxLength",params:{limit: 64}});
              errors++;
            }
            if(func0(data5) < 1){
              (vErrors ??= []).push({instancePath:instancePath+"/data/versionId",keyword:"minLength",params:{limit: 1}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/versionId",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data1.lastUpdated !== undefined){
          let data6 = data1.lastUpdated;
          if((typeof data6 == "number") && (isFinite(data6))){
          }
          if(typeof data6 === "string"){
            if(!(formats0.validate(data6))){
              (vErrors ??= []).push({instancePath:instancePath+"/data/lastUpdated",keyword:"format",params:{format: "date-time"}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/lastUpdated",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data1.resource !== undefined){
          let data7 = data1.resource;
          if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
            if(data7.resourceType === undefined){
              (vErrors ??= []).push({instancePath:instancePath+"/data/resource",keyword:"required",params:{missingProperty: "resourceType"}});
              errors++;
            }
            if(data7.id === undefined){
              (vErrors ??= []).push({instancePath:instancePath+"/data/resource",keyword:"required",params:{missingProperty: "id"}});
              errors++;
            }
            if(data7.resourceType !== undefined){
              let data8 = data7.resourceType;
              if(typeof data8 === "string"){
                if(!pattern0.test(data8)){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/resource/resourceType",keyword:"pattern",params:{pattern: "^[A-Z][A-Za-z]{1,63}$"}});
                  errors++;
                }
              }
              else {
                (vErrors ??= []).push({instancePath:instancePath+"/data/resource/resourceType",keyword:"type",params:{type: "string"}});
                errors++;
              }
            }
            if(data7.id !== undefined){
              let data9 = data7.id;
              if(typeof data9 === "string"){
                if(!pattern1.test(data9)){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/resource/id",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"}});
                  errors++;
                }
              }
              else {
                (vErrors ??= []).push({instancePath:instancePath+"/data/resource/id",keyword:"type",params:{type: "string"}});
                errors++;
              }
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/resource",keyword:"type",params:{type: "object"}});
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
