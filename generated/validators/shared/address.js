// Generated from catalog/shared/address.json by `npm run generate`. Do not edit.

import { ucs2length as ucs2length$ } from '../runtime.js';

const func0 = ucs2length$;
const pattern0 = new RegExp("^[A-Za-z0-9.-]{1,64}$", "u");
const pattern1 = new RegExp("^[A-Z]{2}$", "u");
function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.addressId === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "addressId"}});
      errors++;
    }
    if(data.patientId === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "patientId"}});
      errors++;
    }
    if(data.address === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "address"}});
      errors++;
    }
    if(data.addressId !== undefined){
      let data0 = data.addressId;
      if(typeof data0 === "string"){
        if(func0(data0) > 64){
          (vErrors ??= []).push({instancePath:instancePath+"/addressId",keyword:"maxLength",params:{limit: 64}});
          errors++;
        }
        if(func0(data0) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/addressId",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/addressId",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.patientId !== undefined){
      let data1 = data.patientId;
      if(typeof data1 === "string"){
        if(func0(data1) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/patientId",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
        if(!pattern0.test(data1)){
          (vErrors ??= []).push({instancePath:instancePath+"/patientId",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/patientId",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.address !== undefined){
      let data2 = data.address;
      if(typeof data2 === "string"){
        if(func0(data2) > 1024){
          (vErrors ??= []).push({instancePath:instancePath+"/address",keyword:"maxLength",params:{limit: 1024}});
          errors++;
        }
        if(func0(data2) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/address",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/address",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.city !== undefined){
      let data3 = data.city;
      if(typeof data3 === "string"){
        if(func0(data3) > 256){
          (vErrors ??= []).push({instancePath:instancePath+"/city",keyword:"maxLength",params:{limit: 256}});
          errors++;
        }
        if(func0(data3) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/city",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/city",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.postalCode !== undefined){
      let data4 = data.postalCode;
      if(typeof data4 === "string"){
        if(func0(data4) > 32){
          (vErrors ??= []).push({instancePath:instancePath+"/postalCode",keyword:"maxLength",params:{limit: 32}});
          errors++;
        }
        if(func0(data4) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/postalCode",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/postalCode",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.country !== undefined){
      let data5 = data.country;
      if(typeof data5 === "string"){
        if(!pattern1.test(data5)){
          (vErrors ??= []).push({instancePath:instancePath+"/country",keyword:"pattern",params:{pattern: "^[A-Z]{2}$"}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/country",keyword:"type",params:{type: "string"}});
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
