// Generated from catalog/export/export-job-progressed/v1.json by `npm run generate`. Do not edit.

import { violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/run-id.js';
import { validate as validate3 } from '../shared/job-id.js';

const schema0 = {"type":"object","required":["metadata","data"],"properties":{"metadata":{"$ref":"../../shared/event-metadata.json"},"data":{"type":"object","required":["runId","jobId","jobStatus","checks"],"properties":{"runId":{"$ref":"../../shared/run-id.json"},"jobId":{"$ref":"../../shared/job-id.json"},"jobStatus":{"type":"string","enum":["SUBMITTED","QUEUED","IN_PROGRESS","CANCEL_SUBMITTED","CANCEL_IN_PROGRESS"]},"checks":{"type":"integer","minimum":1}}}},"$id":"catalog:///catalog/export/export-job-progressed/v1.json"};
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
        if(data1.jobId === undefined){
          const err3 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "jobId"},message:"must have required property '"+"jobId"+"'"};
          if(vErrors === null){
            vErrors = [err3];
          }
          else {
            vErrors.push(err3);
          }
          errors++;
        }
        if(data1.jobStatus === undefined){
          const err4 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "jobStatus"},message:"must have required property '"+"jobStatus"+"'"};
          if(vErrors === null){
            vErrors = [err4];
          }
          else {
            vErrors.push(err4);
          }
          errors++;
        }
        if(data1.checks === undefined){
          const err5 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "checks"},message:"must have required property '"+"checks"+"'"};
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
        if(data1.jobId !== undefined){
          let data3 = data1.jobId;
          if(!(validate3(data3, {instancePath:instancePath+"/data/jobId",parentData:data1,parentDataProperty:"jobId",rootData}))){
            vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
            errors = vErrors.length;
          }
        }
        if(data1.jobStatus !== undefined){
          let data4 = data1.jobStatus;
          if(typeof data4 !== "string"){
            const err6 = {instancePath:instancePath+"/data/jobStatus",schemaPath:"#/properties/data/properties/jobStatus/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err6];
            }
            else {
              vErrors.push(err6);
            }
            errors++;
          }
          if(!(((((data4 === "SUBMITTED") || (data4 === "QUEUED")) || (data4 === "IN_PROGRESS")) || (data4 === "CANCEL_SUBMITTED")) || (data4 === "CANCEL_IN_PROGRESS"))){
            const err7 = {instancePath:instancePath+"/data/jobStatus",schemaPath:"#/properties/data/properties/jobStatus/enum",keyword:"enum",params:{allowedValues: schema0.properties.data.properties.jobStatus.enum},message:"must be equal to one of the allowed values"};
            if(vErrors === null){
              vErrors = [err7];
            }
            else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
        if(data1.checks !== undefined){
          let data5 = data1.checks;
          if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
            const err8 = {instancePath:instancePath+"/data/checks",schemaPath:"#/properties/data/properties/checks/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
            if(vErrors === null){
              vErrors = [err8];
            }
            else {
              vErrors.push(err8);
            }
            errors++;
          }
          if((typeof data5 == "number") && (isFinite(data5))){
            if(data5 < 1 || isNaN(data5)){
              const err9 = {instancePath:instancePath+"/data/checks",schemaPath:"#/properties/data/properties/checks/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
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
      }
      else {
        const err10 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "object"},message:"must be object"};
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
  else {
    const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
    if(vErrors === null){
      vErrors = [err11];
    }
    else {
      vErrors.push(err11);
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
