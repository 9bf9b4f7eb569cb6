// Generated from catalog/export/export-run-completed/v1.json by `npm run generate`. Do not edit.

import { violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/run-id.js';
import { validate as validate3 } from '../shared/instant.js';

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
        if(data1.until === undefined){
          const err3 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "until"},message:"must have required property '"+"until"+"'"};
          if(vErrors === null){
            vErrors = [err3];
          }
          else {
            vErrors.push(err3);
          }
          errors++;
        }
        if(data1.files === undefined){
          const err4 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "files"},message:"must have required property '"+"files"+"'"};
          if(vErrors === null){
            vErrors = [err4];
          }
          else {
            vErrors.push(err4);
          }
          errors++;
        }
        if(data1.resources === undefined){
          const err5 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "resources"},message:"must have required property '"+"resources"+"'"};
          if(vErrors === null){
            vErrors = [err5];
          }
          else {
            vErrors.push(err5);
          }
          errors++;
        }
        if(data1.rejected === undefined){
          const err6 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "rejected"},message:"must have required property '"+"rejected"+"'"};
          if(vErrors === null){
            vErrors = [err6];
          }
          else {
            vErrors.push(err6);
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
        if(data1.since !== undefined){
          let data3 = data1.since;
          if(!(validate3(data3, {instancePath:instancePath+"/data/since",parentData:data1,parentDataProperty:"since",rootData}))){
            vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
            errors = vErrors.length;
          }
        }
        if(data1.until !== undefined){
          let data4 = data1.until;
          if(!(validate3(data4, {instancePath:instancePath+"/data/until",parentData:data1,parentDataProperty:"until",rootData}))){
            vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
            errors = vErrors.length;
          }
        }
        if(data1.files !== undefined){
          let data5 = data1.files;
          if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
            const err7 = {instancePath:instancePath+"/data/files",schemaPath:"#/properties/data/properties/files/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
            if(vErrors === null){
              vErrors = [err7];
            }
            else {
              vErrors.push(err7);
            }
            errors++;
          }
          if((typeof data5 == "number") && (isFinite(data5))){
            if(data5 < 0 || isNaN(data5)){
              const err8 = {instancePath:instancePath+"/data/files",schemaPath:"#/properties/data/properties/files/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
              if(vErrors === null){
                vErrors = [err8];
              }
              else {
                vErrors.push(err8);
              }
              errors++;
            }
          }
        }
        if(data1.resources !== undefined){
          let data6 = data1.resources;
          if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
            const err9 = {instancePath:instancePath+"/data/resources",schemaPath:"#/properties/data/properties/resources/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
            if(vErrors === null){
              vErrors = [err9];
            }
            else {
              vErrors.push(err9);
            }
            errors++;
          }
          if((typeof data6 == "number") && (isFinite(data6))){
            if(data6 < 0 || isNaN(data6)){
              const err10 = {instancePath:instancePath+"/data/resources",schemaPath:"#/properties/data/properties/resources/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
        if(data1.rejected !== undefined){
          let data7 = data1.rejected;
          if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
            const err11 = {instancePath:instancePath+"/data/rejected",schemaPath:"#/properties/data/properties/rejected/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
            if(vErrors === null){
              vErrors = [err11];
            }
            else {
              vErrors.push(err11);
            }
            errors++;
          }
          if((typeof data7 == "number") && (isFinite(data7))){
            if(data7 < 0 || isNaN(data7)){
              const err12 = {instancePath:instancePath+"/data/rejected",schemaPath:"#/properties/data/properties/rejected/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
              if(vErrors === null){
                vErrors = [err12];
              }
              else {
                vErrors.push(err12);
              }
              errors++;
            }
          }
        }
      }
      else {
        const err13 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "object"},message:"must be object"};
        if(vErrors === null){
          vErrors = [err13];
        }
        else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
  }
  else {
    const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
    if(vErrors === null){
      vErrors = [err14];
    }
    else {
      vErrors.push(err14);
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
