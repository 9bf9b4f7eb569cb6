// Generated from catalog/shared/patient.json by `npm run generate`. Do not edit.

import { formats as formats$, ucs2length as ucs2length$ } from '../runtime.js';

const schema0 = {"type":"object","required":["patientId","name"],"properties":{"patientId":{"type":"string","minLength":1,"pattern":"^[A-Za-z0-9.-]{1,64}$"},"name":{"type":"string","minLength":1,"maxLength":512},"birthDate":{"type":"string","format":"date"},"gender":{"type":"string","enum":["male","female","other","unknown"]}},"$id":"catalog:///catalog/shared/patient.json"};
const func0 = ucs2length$;
const pattern0 = new RegExp("^[A-Za-z0-9.-]{1,64}$", "u");
const formats0 = formats$.date;
function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.patientId === undefined){
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "patientId"},message:"must have required property '"+"patientId"+"'"};
      if(vErrors === null){
        vErrors = [err0];
      }
      else {
        vErrors.push(err0);
      }
      errors++;
    }
    if(data.name === undefined){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
      if(vErrors === null){
        vErrors = [err1];
      }
      else {
        vErrors.push(err1);
      }
      errors++;
    }
    if(data.patientId !== undefined){
      let data0 = data.patientId;
      if(typeof data0 === "string"){
        if(func0(data0) < 1){
          const err2 = {instancePath:instancePath+"/patientId",schemaPath:"#/properties/patientId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
          if(vErrors === null){
            vErrors = [err2];
          }
          else {
            vErrors.push(err2);
          }
          errors++;
        }
        if(!pattern0.test(data0)){
          const err3 = {instancePath:instancePath+"/patientId",schemaPath:"#/properties/patientId/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9.-]{1,64}$"+"\""};
          if(vErrors === null){
            vErrors = [err3];
          }
          else {
            vErrors.push(err3);
          }
          errors++;
        }
      }
      else {
        const err4 = {instancePath:instancePath+"/patientId",schemaPath:"#/properties/patientId/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err4];
        }
        else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if(data.name !== undefined){
      let data1 = data.name;
      if(typeof data1 === "string"){
        if(func0(data1) > 512){
          const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 512},message:"must NOT have more than 512 characters"};
          if(vErrors === null){
            vErrors = [err5];
          }
          else {
            vErrors.push(err5);
          }
          errors++;
        }
        if(func0(data1) < 1){
          const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
        const err7 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err7];
        }
        else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if(data.birthDate !== undefined){
      let data2 = data.birthDate;
      if((typeof data2 == "number") && (isFinite(data2))){
      }
      if(typeof data2 === "string"){
        if(!(formats0.validate(data2))){
          const err8 = {instancePath:instancePath+"/birthDate",schemaPath:"#/properties/birthDate/format",keyword:"format",params:{format: "date"},message:"must match format \""+"date"+"\""};
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
        const err9 = {instancePath:instancePath+"/birthDate",schemaPath:"#/properties/birthDate/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err9];
        }
        else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if(data.gender !== undefined){
      let data3 = data.gender;
      if(typeof data3 !== "string"){
        const err10 = {instancePath:instancePath+"/gender",schemaPath:"#/properties/gender/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err10];
        }
        else {
          vErrors.push(err10);
        }
        errors++;
      }
      if(!((((data3 === "male") || (data3 === "female")) || (data3 === "other")) || (data3 === "unknown"))){
        const err11 = {instancePath:instancePath+"/gender",schemaPath:"#/properties/gender/enum",keyword:"enum",params:{allowedValues: schema0.properties.gender.enum},message:"must be equal to one of the allowed values"};
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

export { validate0 as validate };
