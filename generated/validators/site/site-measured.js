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
        if(data1.id === undefined){
          const err2 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
          if(vErrors === null){
            vErrors = [err2];
          }
          else {
            vErrors.push(err2);
          }
          errors++;
        }
        if(data1.siteId === undefined){
          const err3 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "siteId"},message:"must have required property '"+"siteId"+"'"};
          if(vErrors === null){
            vErrors = [err3];
          }
          else {
            vErrors.push(err3);
          }
          errors++;
        }
        if(data1.name === undefined){
          const err4 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
          if(vErrors === null){
            vErrors = [err4];
          }
          else {
            vErrors.push(err4);
          }
          errors++;
        }
        if(data1.createdAtTime === undefined){
          const err5 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "createdAtTime"},message:"must have required property '"+"createdAtTime"+"'"};
          if(vErrors === null){
            vErrors = [err5];
          }
          else {
            vErrors.push(err5);
          }
          errors++;
        }
        if(data1.valueOne === undefined){
          const err6 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "valueOne"},message:"must have required property '"+"valueOne"+"'"};
          if(vErrors === null){
            vErrors = [err6];
          }
          else {
            vErrors.push(err6);
          }
          errors++;
        }
        if(data1.valueTwo === undefined){
          const err7 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "valueTwo"},message:"must have required property '"+"valueTwo"+"'"};
          if(vErrors === null){
            vErrors = [err7];
          }
          else {
            vErrors.push(err7);
          }
          errors++;
        }
        if(data1.id !== undefined){
          let data2 = data1.id;
          if(typeof data2 === "string"){
            if(func0(data2) > 128){
              const err8 = {instancePath:instancePath+"/data/id",schemaPath:"#/properties/data/properties/id/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
              if(vErrors === null){
                vErrors = [err8];
              }
              else {
                vErrors.push(err8);
              }
              errors++;
            }
            if(func0(data2) < 1){
              const err9 = {instancePath:instancePath+"/data/id",schemaPath:"#/properties/data/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
              if(vErrors === null){
                vErrors = [err9];
              }
              else {
                vErrors.push(err9);
              }
              errors++;
            }
          }
          else {
            const err10 = {instancePath:instancePath+"/data/id",schemaPath:"#/properties/data/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err10];
            }
            else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
        if(data1.siteId !== undefined){
          let data3 = data1.siteId;
          if(typeof data3 === "string"){
            if(func0(data3) < 1){
              const err11 = {instancePath:instancePath+"/data/siteId",schemaPath:"#/properties/data/properties/siteId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
              if(vErrors === null){
                vErrors = [err11];
              }
              else {
                vErrors.push(err11);
              }
              errors++;
            }
            if(!pattern0.test(data3)){
              const err12 = {instancePath:instancePath+"/data/siteId",schemaPath:"#/properties/data/properties/siteId/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9._-]{1,64}$"+"\""};
              if(vErrors === null){
                vErrors = [err12];
              }
              else {
                vErrors.push(err12);
              }
              errors++;
            }
          }
          else {
            const err13 = {instancePath:instancePath+"/data/siteId",schemaPath:"#/properties/data/properties/siteId/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err13];
            }
            else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
        if(data1.name !== undefined){
          let data4 = data1.name;
          if(typeof data4 === "string"){
            if(func0(data4) > 256){
              const err14 = {instancePath:instancePath+"/data/name",schemaPath:"#/properties/data/properties/name/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters"};
              if(vErrors === null){
                vErrors = [err14];
              }
              else {
                vErrors.push(err14);
              }
              errors++;
            }
            if(func0(data4) < 1){
              const err15 = {instancePath:instancePath+"/data/name",schemaPath:"#/properties/data/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
              if(vErrors === null){
                vErrors = [err15];
              }
              else {
                vErrors.push(err15);
              }
              errors++;
            }
          }
          else {
            const err16 = {instancePath:instancePath+"/data/name",schemaPath:"#/properties/data/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err16];
            }
            else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
        if(data1.createdAtTime !== undefined){
          let data5 = data1.createdAtTime;
          if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
            const err17 = {instancePath:instancePath+"/data/createdAtTime",schemaPath:"#/properties/data/properties/createdAtTime/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
            if(vErrors === null){
              vErrors = [err17];
            }
            else {
              vErrors.push(err17);
            }
            errors++;
          }
          if((typeof data5 == "number") && (isFinite(data5))){
            if(data5 < 0 || isNaN(data5)){
              const err18 = {instancePath:instancePath+"/data/createdAtTime",schemaPath:"#/properties/data/properties/createdAtTime/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
              if(vErrors === null){
                vErrors = [err18];
              }
              else {
                vErrors.push(err18);
              }
              errors++;
            }
          }
        }
        if(data1.valueOne !== undefined){
          let data6 = data1.valueOne;
          if(!((typeof data6 == "number") && (isFinite(data6)))){
            const err19 = {instancePath:instancePath+"/data/valueOne",schemaPath:"#/properties/data/properties/valueOne/type",keyword:"type",params:{type: "number"},message:"must be number"};
            if(vErrors === null){
              vErrors = [err19];
            }
            else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
        if(data1.valueTwo !== undefined){
          let data7 = data1.valueTwo;
          if(!((typeof data7 == "number") && (isFinite(data7)))){
            const err20 = {instancePath:instancePath+"/data/valueTwo",schemaPath:"#/properties/data/properties/valueTwo/type",keyword:"type",params:{type: "number"},message:"must be number"};
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
        const err21 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "object"},message:"must be object"};
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
    const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
    if(vErrors === null){
      vErrors = [err22];
    }
    else {
      vErrors.push(err22);
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
