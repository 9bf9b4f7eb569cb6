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
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "patientId"}});
      errors++;
    }
    if(data.name === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "name"}});
      errors++;
    }
    if(data.patientId !== undefined){
      let data0 = data.patientId;
      if(typeof data0 === "string"){
        if(func0(data0) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/patientId",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
        if(!pattern0.test(data0)){
          (vErrors ??= []).push({instancePath:instancePath+"/patientId",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/patientId",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.name !== undefined){
      let data1 = data.name;
      if(typeof data1 === "string"){
        if(func0(data1) > 512){
          (vErrors ??= []).push({instancePath:instancePath+"/name",keyword:"maxLength",params:{limit: 512}});
          errors++;
        }
        if(func0(data1) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/name",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/name",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.birthDate !== undefined){
      let data2 = data.birthDate;
      if((typeof data2 == "number") && (isFinite(data2))){
      }
      if(typeof data2 === "string"){
        if(!(formats0.validate(data2))){
          (vErrors ??= []).push({instancePath:instancePath+"/birthDate",keyword:"format",params:{format: "date"}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/birthDate",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.gender !== undefined){
      let data3 = data.gender;
      if(typeof data3 !== "string"){
        (vErrors ??= []).push({instancePath:instancePath+"/gender",keyword:"type",params:{type: "string"}});
        errors++;
      }
      if(!((((data3 === "male") || (data3 === "female")) || (data3 === "other")) || (data3 === "unknown"))){
        (vErrors ??= []).push({instancePath:instancePath+"/gender",keyword:"enum",params:{allowedValues: schema0.properties.gender.enum}});
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

export { validate0 as validate };
