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
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
      if(vErrors === null){
        vErrors = [err0];
      }
      else {
        vErrors.push(err0);
      }
      errors++;
    }
    if(data.correlationId === undefined){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "correlationId"},message:"must have required property '"+"correlationId"+"'"};
      if(vErrors === null){
        vErrors = [err1];
      }
      else {
        vErrors.push(err1);
      }
      errors++;
    }
    if(data.occurredAt === undefined){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "occurredAt"},message:"must have required property '"+"occurredAt"+"'"};
      if(vErrors === null){
        vErrors = [err2];
      }
      else {
        vErrors.push(err2);
      }
      errors++;
    }
    if(data.schema === undefined){
      const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
      if(vErrors === null){
        vErrors = [err3];
      }
      else {
        vErrors.push(err3);
      }
      errors++;
    }
    if(data.id !== undefined){
      let data0 = data.id;
      if((typeof data0 == "number") && (isFinite(data0))){
      }
      if(typeof data0 === "string"){
        if(!(formats0.test(data0))){
          const err4 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/format",keyword:"format",params:{format: "uuid"},message:"must match format \""+"uuid"+"\""};
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
        const err5 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err5];
        }
        else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if(data.correlationId !== undefined){
      let data1 = data.correlationId;
      if(typeof data1 === "string"){
        if(func0(data1) > 256){
          const err6 = {instancePath:instancePath+"/correlationId",schemaPath:"#/properties/correlationId/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters"};
          if(vErrors === null){
            vErrors = [err6];
          }
          else {
            vErrors.push(err6);
          }
          errors++;
        }
        if(func0(data1) < 1){
          const err7 = {instancePath:instancePath+"/correlationId",schemaPath:"#/properties/correlationId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
        const err8 = {instancePath:instancePath+"/correlationId",schemaPath:"#/properties/correlationId/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err8];
        }
        else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if(data.causationId !== undefined){
      let data2 = data.causationId;
      if(typeof data2 === "string"){
        if(func0(data2) > 256){
          const err9 = {instancePath:instancePath+"/causationId",schemaPath:"#/properties/causationId/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters"};
          if(vErrors === null){
            vErrors = [err9];
          }
          else {
            vErrors.push(err9);
          }
          errors++;
        }
        if(func0(data2) < 1){
          const err10 = {instancePath:instancePath+"/causationId",schemaPath:"#/properties/causationId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
        const err11 = {instancePath:instancePath+"/causationId",schemaPath:"#/properties/causationId/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err11];
        }
        else {
          vErrors.push(err11);
        }
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
          const err12 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*/v[1-9][0-9]*$"},message:"must match pattern \""+"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*/v[1-9][0-9]*$"+"\""};
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
        const err13 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err13];
        }
        else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if(data.stream !== undefined){
      let data5 = data.stream;
      if(typeof data5 === "string"){
        if(func0(data5) > 256){
          const err14 = {instancePath:instancePath+"/stream",schemaPath:"#/properties/stream/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters"};
          if(vErrors === null){
            vErrors = [err14];
          }
          else {
            vErrors.push(err14);
          }
          errors++;
        }
        if(func0(data5) < 1){
          const err15 = {instancePath:instancePath+"/stream",schemaPath:"#/properties/stream/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
        const err16 = {instancePath:instancePath+"/stream",schemaPath:"#/properties/stream/type",keyword:"type",params:{type: "string"},message:"must be string"};
        if(vErrors === null){
          vErrors = [err16];
        }
        else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if(data.sequence !== undefined){
      let data6 = data.sequence;
      if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
        const err17 = {instancePath:instancePath+"/sequence",schemaPath:"#/properties/sequence/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
        if(vErrors === null){
          vErrors = [err17];
        }
        else {
          vErrors.push(err17);
        }
        errors++;
      }
      if((typeof data6 == "number") && (isFinite(data6))){
        if(data6 < 1 || isNaN(data6)){
          const err18 = {instancePath:instancePath+"/sequence",schemaPath:"#/properties/sequence/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
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
    if(data.claim !== undefined){
      let data7 = data.claim;
      if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
        if(data7.bucket === undefined){
          const err19 = {instancePath:instancePath+"/claim",schemaPath:"#/properties/claim/required",keyword:"required",params:{missingProperty: "bucket"},message:"must have required property '"+"bucket"+"'"};
          if(vErrors === null){
            vErrors = [err19];
          }
          else {
            vErrors.push(err19);
          }
          errors++;
        }
        if(data7.key === undefined){
          const err20 = {instancePath:instancePath+"/claim",schemaPath:"#/properties/claim/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
          if(vErrors === null){
            vErrors = [err20];
          }
          else {
            vErrors.push(err20);
          }
          errors++;
        }
        if(data7.sha256 === undefined){
          const err21 = {instancePath:instancePath+"/claim",schemaPath:"#/properties/claim/required",keyword:"required",params:{missingProperty: "sha256"},message:"must have required property '"+"sha256"+"'"};
          if(vErrors === null){
            vErrors = [err21];
          }
          else {
            vErrors.push(err21);
          }
          errors++;
        }
        if(data7.bytes === undefined){
          const err22 = {instancePath:instancePath+"/claim",schemaPath:"#/properties/claim/required",keyword:"required",params:{missingProperty: "bytes"},message:"must have required property '"+"bytes"+"'"};
          if(vErrors === null){
            vErrors = [err22];
          }
          else {
            vErrors.push(err22);
          }
          errors++;
        }
        if(data7.bucket !== undefined){
          let data8 = data7.bucket;
          if(typeof data8 === "string"){
            if(func0(data8) > 63){
              const err23 = {instancePath:instancePath+"/claim/bucket",schemaPath:"#/properties/claim/properties/bucket/maxLength",keyword:"maxLength",params:{limit: 63},message:"must NOT have more than 63 characters"};
              if(vErrors === null){
                vErrors = [err23];
              }
              else {
                vErrors.push(err23);
              }
              errors++;
            }
            if(func0(data8) < 3){
              const err24 = {instancePath:instancePath+"/claim/bucket",schemaPath:"#/properties/claim/properties/bucket/minLength",keyword:"minLength",params:{limit: 3},message:"must NOT have fewer than 3 characters"};
              if(vErrors === null){
                vErrors = [err24];
              }
              else {
                vErrors.push(err24);
              }
              errors++;
            }
          }
          else {
            const err25 = {instancePath:instancePath+"/claim/bucket",schemaPath:"#/properties/claim/properties/bucket/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err25];
            }
            else {
              vErrors.push(err25);
            }
            errors++;
          }
        }
        if(data7.key !== undefined){
          let data9 = data7.key;
          if(typeof data9 === "string"){
            if(func0(data9) > 1024){
              const err26 = {instancePath:instancePath+"/claim/key",schemaPath:"#/properties/claim/properties/key/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
              if(vErrors === null){
                vErrors = [err26];
              }
              else {
                vErrors.push(err26);
              }
              errors++;
            }
            if(func0(data9) < 1){
              const err27 = {instancePath:instancePath+"/claim/key",schemaPath:"#/properties/claim/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
              if(vErrors === null){
                vErrors = [err27];
              }
              else {
                vErrors.push(err27);
              }
              errors++;
            }
          }
          else {
            const err28 = {instancePath:instancePath+"/claim/key",schemaPath:"#/properties/claim/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err28];
            }
            else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
        if(data7.sha256 !== undefined){
          let data10 = data7.sha256;
          if(typeof data10 === "string"){
            if(!pattern1.test(data10)){
              const err29 = {instancePath:instancePath+"/claim/sha256",schemaPath:"#/properties/claim/properties/sha256/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
              if(vErrors === null){
                vErrors = [err29];
              }
              else {
                vErrors.push(err29);
              }
              errors++;
            }
          }
          else {
            const err30 = {instancePath:instancePath+"/claim/sha256",schemaPath:"#/properties/claim/properties/sha256/type",keyword:"type",params:{type: "string"},message:"must be string"};
            if(vErrors === null){
              vErrors = [err30];
            }
            else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
        if(data7.bytes !== undefined){
          let data11 = data7.bytes;
          if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
            const err31 = {instancePath:instancePath+"/claim/bytes",schemaPath:"#/properties/claim/properties/bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
            if(vErrors === null){
              vErrors = [err31];
            }
            else {
              vErrors.push(err31);
            }
            errors++;
          }
          if((typeof data11 == "number") && (isFinite(data11))){
            if(data11 < 1 || isNaN(data11)){
              const err32 = {instancePath:instancePath+"/claim/bytes",schemaPath:"#/properties/claim/properties/bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
              if(vErrors === null){
                vErrors = [err32];
              }
              else {
                vErrors.push(err32);
              }
              errors++;
            }
          }
        }
      }
      else {
        const err33 = {instancePath:instancePath+"/claim",schemaPath:"#/properties/claim/type",keyword:"type",params:{type: "object"},message:"must be object"};
        if(vErrors === null){
          vErrors = [err33];
        }
        else {
          vErrors.push(err33);
        }
        errors++;
      }
    }
  }
  else {
    const err34 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
    if(vErrors === null){
      vErrors = [err34];
    }
    else {
      vErrors.push(err34);
    }
    errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}

export { validate0 as validate };
