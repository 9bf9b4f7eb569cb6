// Generated from catalog/shared/event-metadata.json by `npm run generate`. Do not edit.

import { ucs2length as ucs2length$ } from '../runtime.js';
import { validate as validate1 } from './instant.js';

const formats0 = /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const func0 = ucs2length$;
const pattern0 = new RegExp("^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*/v[1-9][0-9]*$", "u");
const pattern1 = new RegExp("^[0-9a-f]{64}$", "u");
function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.id === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "id"}});
      errors++;
    }
    if(data.correlationId === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "correlationId"}});
      errors++;
    }
    if(data.occurredAt === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "occurredAt"}});
      errors++;
    }
    if(data.schema === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "schema"}});
      errors++;
    }
    if(data.id !== undefined){
      let data0 = data.id;
      if((typeof data0 == "number") && (isFinite(data0))){
      }
      if(typeof data0 === "string"){
        if(!(formats0.test(data0))){
          (vErrors ??= []).push({instancePath:instancePath+"/id",keyword:"format",params:{format: "uuid"}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/id",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.correlationId !== undefined){
      let data1 = data.correlationId;
      if(typeof data1 === "string"){
        if(func0(data1) > 256){
          (vErrors ??= []).push({instancePath:instancePath+"/correlationId",keyword:"maxLength",params:{limit: 256}});
          errors++;
        }
        if(func0(data1) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/correlationId",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/correlationId",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.causationId !== undefined){
      let data2 = data.causationId;
      if(typeof data2 === "string"){
        if(func0(data2) > 256){
          (vErrors ??= []).push({instancePath:instancePath+"/causationId",keyword:"maxLength",params:{limit: 256}});
          errors++;
        }
        if(func0(data2) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/causationId",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/causationId",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.occurredAt !== undefined){
      let data3 = data.occurredAt;
      if(!(validate1(data3, {instancePath:instancePath+"/occurredAt",parentData:data,parentDataProperty:"occurredAt",rootData}))){
        vErrors = vErrors === null ? validate1.errors : vErrors.concat(validate1.errors);
        errors = vErrors.length;
      }
    }
    if(data.schema !== undefined){
      let data4 = data.schema;
      if(typeof data4 === "string"){
        if(!pattern0.test(data4)){
          (vErrors ??= []).push({instancePath:instancePath+"/schema",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*/v[1-9][0-9]*$"}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/schema",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.stream !== undefined){
      let data5 = data.stream;
      if(typeof data5 === "string"){
        if(func0(data5) > 256){
          (vErrors ??= []).push({instancePath:instancePath+"/stream",keyword:"maxLength",params:{limit: 256}});
          errors++;
        }
        if(func0(data5) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/stream",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/stream",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.sequence !== undefined){
      let data6 = data.sequence;
      if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
        (vErrors ??= []).push({instancePath:instancePath+"/sequence",keyword:"type",params:{type: "integer"}});
        errors++;
      }
      if((typeof data6 == "number") && (isFinite(data6))){
        if(data6 < 1 || isNaN(data6)){
          (vErrors ??= []).push({instancePath:instancePath+"/sequence",keyword:"minimum",params:{comparison: ">=", limit: 1}});
          errors++;
        }
      }
    }
    if(data.claim !== undefined){
      let data7 = data.claim;
      if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
        if(data7.bucket === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/claim",keyword:"required",params:{missingProperty: "bucket"}});
          errors++;
        }
        if(data7.key === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/claim",keyword:"required",params:{missingProperty: "key"}});
          errors++;
        }
        if(data7.sha256 === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/claim",keyword:"required",params:{missingProperty: "sha256"}});
          errors++;
        }
        if(data7.bytes === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/claim",keyword:"required",params:{missingProperty: "bytes"}});
          errors++;
        }
        if(data7.bucket !== undefined){
          let data8 = data7.bucket;
          if(typeof data8 === "string"){
            if(func0(data8) > 63){
              (vErrors ??= []).push({instancePath:instancePath+"/claim/bucket",keyword:"maxLength",params:{limit: 63}});
              errors++;
            }
            if(func0(data8) < 3){
              (vErrors ??= []).push({instancePath:instancePath+"/claim/bucket",keyword:"minLength",params:{limit: 3}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/claim/bucket",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data7.key !== undefined){
          let data9 = data7.key;
          if(typeof data9 === "string"){
            if(func0(data9) > 1024){
              (vErrors ??= []).push({instancePath:instancePath+"/claim/key",keyword:"maxLength",params:{limit: 1024}});
              errors++;
            }
            if(func0(data9) < 1){
              (vErrors ??= []).push({instancePath:instancePath+"/claim/key",keyword:"minLength",params:{limit: 1}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/claim/key",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data7.sha256 !== undefined){
          let data10 = data7.sha256;
          if(typeof data10 === "string"){
            if(!pattern1.test(data10)){
              (vErrors ??= []).push({instancePath:instancePath+"/claim/sha256",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/claim/sha256",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data7.bytes !== undefined){
          let data11 = data7.bytes;
          if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
            (vErrors ??= []).push({instancePath:instancePath+"/claim/bytes",keyword:"type",params:{type: "integer"}});
            errors++;
          }
          if((typeof data11 == "number") && (isFinite(data11))){
            if(data11 < 1 || isNaN(data11)){
              (vErrors ??= []).push({instancePath:instancePath+"/claim/bytes",keyword:"minimum",params:{comparison: ">=", limit: 1}});
              errors++;
            }
          }
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/claim",keyword:"type",params:{type: "object"}});
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
