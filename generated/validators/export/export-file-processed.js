// Generated from catalog/export/export-file-processed/v1.json by `npm run generate`. Do not edit.

import { ucs2length as ucs2length$, violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/run-id.js';

const schema0 = {"type":"object","required":["metadata","data"],"properties":{"metadata":{"$ref":"../../shared/event-metadata.json"},"data":{"type":"object","required":["runId","file","resources","rejected","rejections"],"properties":{"runId":{"$ref":"../../shared/run-id.json"},"file":{"type":"object","required":["type","key"],"properties":{"type":{"type":"string","pattern":"^[A-Z][A-Za-z]{1,63}$"},"key":{"type":"string","minLength":1,"maxLength":1024}}},"resources":{"type":"integer","minimum":0},"rejected":{"type":"integer","minimum":0},"rejections":{"type":"array","maxItems":100,"items":{"type":"object","required":["line","code","message"],"properties":{"line":{"type":"integer","minimum":1},"code":{"type":"string","enum":["NOT_JSON","NO_TYPE","NO_ID","TOO_LARGE","NOT_VALID"]},"message":{"type":"string","maxLength":512}}}}}}},"$id":"catalog:///catalog/export/export-file-processed/v1.json"};
const pattern0 = new RegExp("^[A-Z][A-Za-z]{1,63}$", "u");
const func0 = ucs2length$;
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
        if(data1.file === undefined){
          const err3 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
          if(vErrors === null){
            vErrors = [err3];
          }
          else {
            vErrors.push(err3);
          }
          errors++;
        }
        if(data1.resources === undefined){
          const err4 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "resources"},message:"must have required property '"+"resources"+"'"};
          if(vErrors === null){
            vErrors = [err4];
          }
          else {
            vErrors.push(err4);
          }
          errors++;
        }
        if(data1.rejected === undefined){
          const err5 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "rejected"},message:"must have required property '"+"rejected"+"'"};
          if(vErrors === null){
            vErrors = [err5];
          }
          else {
            vErrors.push(err5);
          }
          errors++;
        }
        if(data1.rejections === undefined){
          const err6 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "rejections"},message:"must have required property '"+"rejections"+"'"};
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
        if(data1.file !== undefined){
          let data3 = data1.file;
          if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
            if(data3.type === undefined){
              const err7 = {instancePath:instancePath+"/data/file",schemaPath:"#/properties/data/properties/file/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
              if(vErrors === null){
                vErrors = [err7];
              }
              else {
                vErrors.push(err7);
              }
              errors++;
            }
            if(data3.key === undefined){
              const err8 = {instancePath:instancePath+"/data/file",schemaPath:"#/properties/data/properties/file/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
              if(vErrors === null){
                vErrors = [err8];
              }
              else {
                vErrors.push(err8);
              }
              errors++;
            }
            if(data3.type !== undefined){
              let data4 = data3.type;
              if(typeof data4 === "string"){
                if(!pattern0.test(data4)){
                  const err9 = {instancePath:instancePath+"/data/file/type",schemaPath:"#/properties/data/properties/file/properties/type/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Za-z]{1,63}$"},message:"must match pattern \""+"^[A-Z][A-Za-z]{1,63}$"+"\""};
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
                const err10 = {instancePath:instancePath+"/data/file/type",schemaPath:"#/properties/data/properties/file/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
                if(vErrors === null){
                  vErrors = [err10];
                }
                else {
                  vErrors.push(err10);
                }
                errors++;
              }
            }
            if(data3.key !== undefined){
              let data5 = data3.key;
              if(typeof data5 === "string"){
                if(func0(data5) > 1024){
                  const err11 = {instancePath:instancePath+"/data/file/key",schemaPath:"#/properties/data/properties/file/properties/key/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
                  if(vErrors === null){
                    vErrors = [err11];
                  }
                  else {
                    vErrors.push(err11);
                  }
                  errors++;
                }
                if(func0(data5) < 1){
                  const err12 = {instancePath:instancePath+"/data/file/key",schemaPath:"#/properties/data/properties/file/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
                const err13 = {instancePath:instancePath+"/data/file/key",schemaPath:"#/properties/data/properties/file/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
            const err14 = {instancePath:instancePath+"/data/file",schemaPath:"#/properties/data/properties/file/type",keyword:"type",params:{type: "object"},message:"must be object"};
            if(vErrors === null){
              vErrors = [err14];
            }
            else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        if(data1.resources !== undefined){
          let data6 = data1.resources;
          if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
            const err15 = {instancePath:instancePath+"/data/resources",schemaPath:"#/properties/data/properties/resources/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
            if(vErrors === null){
              vErrors = [err15];
            }
            else {
              vErrors.push(err15);
            }
            errors++;
          }
          if((typeof data6 == "number") && (isFinite(data6))){
            if(data6 < 0 || isNaN(data6)){
              const err16 = {instancePath:instancePath+"/data/resources",schemaPath:"#/properties/data/properties/resources/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
              if(vErrors === null){
                vErrors = [err16];
              }
              else {
                vErrors.push(err16);
              }
              errors++;
            }
          }
        }
        if(data1.rejected !== undefined){
          let data7 = data1.rejected;
          if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
            const err17 = {instancePath:instancePath+"/data/rejected",schemaPath:"#/properties/data/properties/rejected/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
            if(vErrors === null){
              vErrors = [err17];
            }
            else {
              vErrors.push(err17);
            }
            errors++;
          }
          if((typeof data7 == "number") && (isFinite(data7))){
            if(data7 < 0 || isNaN(data7)){
              const err18 = {instancePath:instancePath+"/data/rejected",schemaPath:"#/properties/data/properties/rejected/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
        if(data1.rejections !== undefined){
          let data8 = data1.rejections;
          if(Array.isArray(data8)){
            if(data8.length > 100){
              const err19 = {instancePath:instancePath+"/data/rejections",schemaPath:"#/properties/data/properties/rejections/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"};
              if(vErrors === null){
                vErrors = [err19];
              }
              else {
                vErrors.push(err19);
              }
              errors++;
            }
            let valid4 = true;
            const len0 = data8.length;
            for(let i0=0; i0<len0; i0++){
              let data9 = data8[i0];
              const _errs17 = errors;
              if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
                if(data9.line === undefined){
                  const err20 = {instancePath:instancePath+"/data/rejections/" + i0,schemaPath:"#/properties/data/properties/rejections/items/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
                  if(vErrors === null){
                    vErrors = [err20];
                  }
                  else {
                    vErrors.push(err20);
                  }
                  errors++;
                }
                if(data9.code === undefined){
                  const err21 = {instancePath:instancePath+"/data/rejections/" + i0,schemaPath:"#/properties/data/properties/rejections/items/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'"};
                  if(vErrors === null){
                    vErrors = [err21];
                  }
                  else {
                    vErrors.push(err21);
                  }
                  errors++;
                }
                if(data9.message === undefined){
                  const err22 = {instancePath:instancePath+"/data/rejections/" + i0,schemaPath:"#/properties/data/properties/rejections/items/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
                  if(vErrors === null){
                    vErrors = [err22];
                  }
                  else {
                    vErrors.push(err22);
                  }
                  errors++;
                }
                if(data9.line !== undefined){
                  let data10 = data9.line;
                  if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
                    const err23 = {instancePath:instancePath+"/data/rejections/" + i0+"/line",schemaPath:"#/properties/data/properties/rejections/items/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
                    if(vErrors === null){
                      vErrors = [err23];
                    }
                    else {
                      vErrors.push(err23);
                    }
                    errors++;
                  }
                  if((typeof data10 == "number") && (isFinite(data10))){
                    if(data10 < 1 || isNaN(data10)){
                      const err24 = {instancePath:instancePath+"/data/rejections/" + i0+"/line",schemaPath:"#/properties/data/properties/rejections/items/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
                      if(vErrors === null){
                        vErrors = [err24];
                      }
                      else {
                        vErrors.push(err24);
                      }
                      errors++;
                    }
                  }
                }
                if(data9.code !== undefined){
                  let data11 = data9.code;
                  if(typeof data11 !== "string"){
                    const err25 = {instancePath:instancePath+"/data/rejections/" + i0+"/code",schemaPath:"#/properties/data/properties/rejections/items/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"};
                    if(vErrors === null){
                      vErrors = [err25];
                    }
                    else {
                      vErrors.push(err25);
                    }
                    errors++;
                  }
                  if(!(((((data11 === "NOT_JSON") || (data11 === "NO_TYPE")) || (data11 === "NO_ID")) || (data11 === "TOO_LARGE")) || (data11 === "NOT_VALID"))){
                    const err26 = {instancePath:instancePath+"/data/rejections/" + i0+"/code",schemaPath:"#/properties/data/properties/rejections/items/properties/code/enum",keyword:"enum",params:{allowedValues: schema0.properties.data.properties.rejections.items.properties.code.enum},message:"must be equal to one of the allowed values"};
                    if(vErrors === null){
                      vErrors = [err26];
                    }
                    else {
                      vErrors.push(err26);
                    }
                    errors++;
                  }
                }
                if(data9.message !== undefined){
                  let data12 = data9.message;
                  if(typeof data12 === "string"){
                    if(func0(data12) > 512){
                      const err27 = {instancePath:instancePath+"/data/rejections/" + i0+"/message",schemaPath:"#/properties/data/properties/rejections/items/properties/message/maxLength",keyword:"maxLength",params:{limit: 512},message:"must NOT have more than 512 characters"};
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
                    const err28 = {instancePath:instancePath+"/data/rejections/" + i0+"/message",schemaPath:"#/properties/data/properties/rejections/items/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
                    if(vErrors === null){
                      vErrors = [err28];
                    }
                    else {
                      vErrors.push(err28);
                    }
                    errors++;
                  }
                }
              }
              else {
                const err29 = {instancePath:instancePath+"/data/rejections/" + i0,schemaPath:"#/properties/data/properties/rejections/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
                if(vErrors === null){
                  vErrors = [err29];
                }
                else {
                  vErrors.push(err29);
                }
                errors++;
              }
              var valid3 = _errs17 === errors;
              if(!valid3){
                valid4 = false;
              }
            }
          }
          else {
            const err30 = {instancePath:instancePath+"/data/rejections",schemaPath:"#/properties/data/properties/rejections/type",keyword:"type",params:{type: "array"},message:"must be array"};
            if(vErrors === null){
              vErrors = [err30];
            }
            else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
      }
      else {
        const err31 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "object"},message:"must be object"};
        if(vErrors === null){
          vErrors = [err31];
        }
        else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
  }
  else {
    const err32 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
    if(vErrors === null){
      vErrors = [err32];
    }
    else {
      vErrors.push(err32);
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
