// Generated from catalog/export/export-run-skipped/v1.json by `npm run generate`. Do not edit.

import { violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/run-id.js';
import { validate as validate3 } from '../shared/datastore-id.js';
import { validate as validate5 } from '../shared/instant.js';

const schema0 = {"type":"object","required":["metadata","data"],"properties":{"metadata":{"$ref":"../../shared/event-metadata.json"},"data":{"type":"object","required":["runId","datastoreId","activeRunId","triggeredAt","reason"],"properties":{"runId":{"$ref":"../../shared/run-id.json"},"datastoreId":{"$ref":"../../shared/datastore-id.json"},"activeRunId":{"$ref":"../../shared/run-id.json"},"triggeredAt":{"$ref":"../../shared/instant.json"},"reason":{"type":"string","enum":["RUN_ACTIVE"]}}}},"$id":"catalog:///catalog/export/export-run-skipped-v1/v1.json"};
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
        if(data1.activeRunId === undefined){
          const err4 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "activeRunId"},message:"must have required property '"+"activeRunId"+"'"};
          if(vErrors === null){
            vErrors = [err4];
          }
          else {
            vErrors.push(err4);
          }
          errors++;
        }
        if(data1.triggeredAt === undefined){
          const err5 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "triggeredAt"},message:"must have required property '"+"triggeredAt"+"'"};
          if(vErrors === null){
            vErrors = [err5];
          }
          else {
            vErrors.push(err5);
          }
          errors++;
        }
        if(data1.reason === undefined){
          const err6 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "reason"},message:"must have required property '"+"reason"+"'"};
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
        if(data1.datastoreId !== undefined){
          let data3 = data1.datastoreId;
          if(!(validate3(data3, {instancePath:instancePath+"/data/datastoreId",parentData:data1,parentDataProperty:"datastoreId",rootData}))){
            vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
            errors = vErrors.length;
          }
        }
        if(data1.activeRunId !== undefined){
          let data4 = data1.activeRunId;
          if(!(validate2(data4, {instancePath:instancePath+"/data/activeRunId",parentData:data1,parentDataProperty:"activeRunId",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
          }
        }
        if(data1.triggeredAt !== undefined){
          let data5 = data1.triggeredAt;
          if(!(validate5(data5, {instancePath:instancePath+"/data/triggeredAt",parentData:data1,parentDataProperty:"triggeredAt",rootData}))){
            vErrors = vErrors === null ? validate5.errors : vErrors.concat(validate5.errors);
            errors = vErrors.length;
          }
        }
        if(data1.reason !== undefined){
          let data6 = data1.reason;
          if(typeof data6 !== "string"){
            const err7 = {instancePath:instancePath+"/data/reason",schemaPath:"#/properties/data/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err7];
            }
            else {
              vErrors.push(err7);
            }
            errors++;
          }
          if(!(data6 === "RUN_ACTIVE")){
            const err8 = {instancePath:instancePath+"/data/reason",schemaPath:"#/properties/data/properties/reason/enum",keyword:"enum",params:{allowedValues: schema0.properties.data.properties.reason.enum},message:"must be equal to one of the allowed values"};
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
      else {
        const err9 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "object"},message:"must be object"};
        if(vErrors === null){
          vErrors = [err9];
        }
        else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
  }
  else {
    const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
    if(vErrors === null){
      vErrors = [err10];
    }
    else {
      vErrors.push(err10);
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
