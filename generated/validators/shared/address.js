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
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "addressId"},message:"must have required property '"+"addressId"+"'"};
      if(vErrors === null){
        vErrors = [err0];
      }
      else {
        vErrors.push(err0);
      }
      errors++;
    }
    if(data.patientId === undefined){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "patientId"},message:"must have required property '"+"patientId"+"'"};
      if(vErrors === null){
        vErrors = [err1];
      }
      else {
        vErrors.push(err1);
      }
      errors++;
    }
    if(data.address === undefined){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'"};
      if(vErrors === null){
        vErrors = [err2];
      }
      else {
        vErrors.push(err2);
      }
      errors++;
    }
    if(data.addressId !== undefined){
      let data0 = data.addressId;
      if(typeof data0 === "string"){
        if(func0(data0) > 64){
          const err3 = {instancePath:instancePath+"/addressId",schemaPath:"#/properties/addressId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"};
          if(vErrors === null){
            vErrors = [err3];
          }
          else {
            vErrors.push(err3);
          }
          errors++;
        }
        if(func0(data0) < 1){
          const err4 = {instancePath:instancePath+"/addressId",schemaPath:"#/properties/addressId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
          if(vErrors === null){
            vErrors = [err4];
          }
          else {
            vErrors.push(err4);
          }
          errors++;
        }
      }
      else {
        const err5 = {instancePath:instancePath+"/addressId",schemaPath:"#/properties/addressId/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err5];
        }
        else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if(data.patientId !== undefined){
      let data1 = data.patientId;
      if(typeof data1 === "string"){
        if(func0(data1) < 1){
          const err6 = {instancePath:instancePath+"/patientId",schemaPath:"#/properties/patientId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
          if(vErrors === null){
            vErrors = [err6];
          }
          else {
            vErrors.push(err6);
          }
          errors++;
        }
        if(!pattern0.test(data1)){
          const err7 = {instancePath:instancePath+"/patientId",schemaPath:"#/properties/patientId/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9.-]{1,64}$"+"\""};
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
        const err8 = {instancePath:instancePath+"/patientId",schemaPath:"#/properties/patientId/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err8];
        }
        else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if(data.address !== undefined){
      let data2 = data.address;
      if(typeof data2 === "string"){
        if(func0(data2) > 1024){
          const err9 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
          if(vErrors === null){
            vErrors = [err9];
          }
          else {
            vErrors.push(err9);
          }
          errors++;
        }
        if(func0(data2) < 1){
          const err10 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
          if(vErrors === null){
            vErrors = [err10];
          }
          else {
            vErrors.push(err10);
          }
          errors++;
        }
      }
      else {
        const err11 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err11];
        }
        else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if(data.city !== undefined){
      let data3 = data.city;
      if(typeof data3 === "string"){
        if(func0(data3) > 256){
          const err12 = {instancePath:instancePath+"/city",schemaPath:"#/properties/city/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters"};
          if(vErrors === null){
            vErrors = [err12];
          }
          else {
            vErrors.push(err12);
          }
          errors++;
        }
        if(func0(data3) < 1){
          const err13 = {instancePath:instancePath+"/city",schemaPath:"#/properties/city/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
        const err14 = {instancePath:instancePath+"/city",schemaPath:"#/properties/city/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err14];
        }
        else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if(data.postalCode !== undefined){
      let data4 = data.postalCode;
      if(typeof data4 === "string"){
        if(func0(data4) > 32){
          const err15 = {instancePath:instancePath+"/postalCode",schemaPath:"#/properties/postalCode/maxLength",keyword:"maxLength",params:{limit: 32},message:"must NOT have more than 32 characters"};
          if(vErrors === null){
            vErrors = [err15];
          }
          else {
            vErrors.push(err15);
          }
          errors++;
        }
        if(func0(data4) < 1){
          const err16 = {instancePath:instancePath+"/postalCode",schemaPath:"#/properties/postalCode/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
        const err17 = {instancePath:instancePath+"/postalCode",schemaPath:"#/properties/postalCode/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err17];
        }
        else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if(data.country !== undefined){
      let data5 = data.country;
      if(typeof data5 === "string"){
        if(!pattern1.test(data5)){
          const err18 = {instancePath:instancePath+"/country",schemaPath:"#/properties/country/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{2}$"},message:"must match pattern \""+"^[A-Z]{2}$"+"\""};
          if(vErrors === null){
            vErrors = [err18];
          }
          else {
            vErrors.push(err18);
          }
          errors++;
        }
      }
      else {
        const err19 = {instancePath:instancePath+"/country",schemaPath:"#/properties/country/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err19];
        }
        else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
  }
  else {
    const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
    if(vErrors === null){
      vErrors = [err20];
    }
    else {
      vErrors.push(err20);
    }
    errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}

export { validate0 as validate };
