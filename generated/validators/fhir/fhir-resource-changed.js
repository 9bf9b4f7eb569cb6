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
        if(data1.resourceType === undefined){
          const err3 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "resourceType"},message:"must have required property '"+"resourceType"+"'"};
          if(vErrors === null){
            vErrors = [err3];
          }
          else {
            vErrors.push(err3);
          }
          errors++;
        }
        if(data1.resourceId === undefined){
          const err4 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "resourceId"},message:"must have required property '"+"resourceId"+"'"};
          if(vErrors === null){
            vErrors = [err4];
          }
          else {
            vErrors.push(err4);
          }
          errors++;
        }
        if(data1.resource === undefined){
          const err5 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
          if(vErrors === null){
            vErrors = [err5];
          }
          else {
            vErrors.push(err5);
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
        if(data1.resourceType !== undefined){
          let data3 = data1.resourceType;
          if(typeof data3 === "string"){
            if(!pattern0.test(data3)){
              const err6 = {instancePath:instancePath+"/data/resourceType",schemaPath:"#/properties/data/properties/resourceType/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Za-z]{1,63}$"},message:"must match pattern \""+"^[A-Z][A-Za-z]{1,63}$"+"\""};
              if(vErrors === null){
                vErrors = [err6];
              }
              else {
                vErrors.push(err6);
              }
              errors++;
            }
          }
          else {
            const err7 = {instancePath:instancePath+"/data/resourceType",schemaPath:"#/properties/data/properties/resourceType/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err7];
            }
            else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
        if(data1.resourceId !== undefined){
          let data4 = data1.resourceId;
          if(typeof data4 === "string"){
            if(!pattern1.test(data4)){
              const err8 = {instancePath:instancePath+"/data/resourceId",schemaPath:"#/properties/data/properties/resourceId/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9.-]{1,64}$"+"\""};
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
            const err9 = {instancePath:instancePath+"/data/resourceId",schemaPath:"#/properties/data/properties/resourceId/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err9];
            }
            else {
              vErrors.push(err9);
            }
            errors++;
          }
        }
        if(data1.versionId !== undefined){
          let data5 = data1.versionId;
          if(typeof data5 === "string"){
            if(func0(data5) > 64){
              const err10 = {instancePath:instancePath+"/data/versionId",schemaPath:"#/properties/data/properties/versionId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"};
              if(vErrors === null){
                vErrors = [err10];
              }
              else {
                vErrors.push(err10);
              }
              errors++;
            }
            if(func0(data5) < 1){
              const err11 = {instancePath:instancePath+"/data/versionId",schemaPath:"#/properties/data/properties/versionId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
              if(vErrors === null){
                vErrors = [err11];
              }
              else {
                vErrors.push(err11);
              }
              errors++;
            }
          }
          else {
            const err12 = {instancePath:instancePath+"/data/versionId",schemaPath:"#/properties/data/properties/versionId/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err12];
            }
            else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
        if(data1.lastUpdated !== undefined){
          let data6 = data1.lastUpdated;
          if((typeof data6 == "number") && (isFinite(data6))){
          }
          if(typeof data6 === "string"){
            if(!(formats0.validate(data6))){
              const err13 = {instancePath:instancePath+"/data/lastUpdated",schemaPath:"#/properties/data/properties/lastUpdated/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
              if(vErrors === null){
                vErrors = [err13];
              }
              else {
                vErrors.push(err13);
              }
              errors++;
            }
          }
          else {
            const err14 = {instancePath:instancePath+"/data/lastUpdated",schemaPath:"#/properties/data/properties/lastUpdated/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err14];
            }
            else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        if(data1.resource !== undefined){
          let data7 = data1.resource;
          if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
            if(data7.resourceType === undefined){
              const err15 = {instancePath:instancePath+"/data/resource",schemaPath:"#/properties/data/properties/resource/required",keyword:"required",params:{missingProperty: "resourceType"},message:"must have required property '"+"resourceType"+"'"};
              if(vErrors === null){
                vErrors = [err15];
              }
              else {
                vErrors.push(err15);
              }
              errors++;
            }
            if(data7.id === undefined){
              const err16 = {instancePath:instancePath+"/data/resource",schemaPath:"#/properties/data/properties/resource/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
              if(vErrors === null){
                vErrors = [err16];
              }
              else {
                vErrors.push(err16);
              }
              errors++;
            }
            if(data7.resourceType !== undefined){
              let data8 = data7.resourceType;
              if(typeof data8 === "string"){
                if(!pattern0.test(data8)){
                  const err17 = {instancePath:instancePath+"/data/resource/resourceType",schemaPath:"#/properties/data/properties/resource/properties/resourceType/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Za-z]{1,63}$"},message:"must match pattern \""+"^[A-Z][A-Za-z]{1,63}$"+"\""};
                  if(vErrors === null){
                    vErrors = [err17];
                  }
                  else {
                    vErrors.push(err17);
                  }
                  errors++;
                }
              }
              else {
                const err18 = {instancePath:instancePath+"/data/resource/resourceType",schemaPath:"#/properties/data/properties/resource/properties/resourceType/type",keyword:"type",params:{type: "string"},message:"must be string"};
                if(vErrors === null){
                  vErrors = [err18];
                }
                else {
                  vErrors.push(err18);
                }
                errors++;
              }
            }
            if(data7.id !== undefined){
              let data9 = data7.id;
              if(typeof data9 === "string"){
                if(!pattern1.test(data9)){
                  const err19 = {instancePath:instancePath+"/data/resource/id",schemaPath:"#/properties/data/properties/resource/properties/id/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9.-]{1,64}$"+"\""};
                  if(vErrors === null){
                    vErrors = [err19];
                  }
                  else {
                    vErrors.push(err19);
                  }
                  errors++;
                }
              }
              else {
                const err20 = {instancePath:instancePath+"/data/resource/id",schemaPath:"#/properties/data/properties/resource/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
                if(vErrors === null){
                  vErrors = [err20];
                }
                else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
          }
          else {
            const err21 = {instancePath:instancePath+"/data/resource",schemaPath:"#/properties/data/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object"};
            if(vErrors === null){
              vErrors = [err21];
            }
            else {
              vErrors.push(err21);
            }
            errors++;
          }
        }
      }
      else {
        const err22 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "object"},message:"must be object"};
        if(vErrors === null){
          vErrors = [err22];
        }
        else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
  }
  else {
    const err23 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
    if(vErrors === null){
      vErrors = [err23];
    }
    else {
      vErrors.push(err23);
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
