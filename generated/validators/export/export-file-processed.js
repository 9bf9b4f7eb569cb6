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
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "metadata"}});
      errors++;
    }
    if(data.data === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "data"}});
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
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "runId"}});
          errors++;
        }
        if(data1.file === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "file"}});
          errors++;
        }
        if(data1.resources === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "resources"}});
          errors++;
        }
        if(data1.rejected === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "rejected"}});
          errors++;
        }
        if(data1.rejections === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "rejections"}});
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
              (vErrors ??= []).push({instancePath:instancePath+"/data/file",keyword:"required",params:{missingProperty: "type"}});
              errors++;
            }
            if(data3.key === undefined){
              (vErrors ??= []).push({instancePath:instancePath+"/data/file",keyword:"required",params:{missingProperty: "key"}});
              errors++;
            }
            if(data3.type !== undefined){
              let data4 = data3.type;
              if(typeof data4 === "string"){
                if(!pattern0.test(data4)){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/file/type",keyword:"pattern",params:{pattern: "^[A-Z][A-Za-z]{1,63}$"}});
                  errors++;
                }
              }
              else {
                (vErrors ??= []).push({instancePath:instancePath+"/data/file/type",keyword:"type",params:{type: "string"}});
                errors++;
              }
            }
            if(data3.key !== undefined){
              let data5 = data3.key;
              if(typeof data5 === "string"){
                if(func0(data5) > 1024){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/file/key",keyword:"maxLength",params:{limit: 1024}});
                  errors++;
                }
                if(func0(data5) < 1){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/file/key",keyword:"minLength",params:{limit: 1}});
                  errors++;
                }
              }
              else {
                (vErrors ??= []).push({instancePath:instancePath+"/data/file/key",keyword:"type",params:{type: "string"}});
                errors++;
              }
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/file",keyword:"type",params:{type: "object"}});
            errors++;
          }
        }
        if(data1.resources !== undefined){
          let data6 = data1.resources;
          if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/resources",keyword:"type",params:{type: "integer"}});
            errors++;
          }
          if((typeof data6 == "number") && (isFinite(data6))){
            if(data6 < 0 || isNaN(data6)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/resources",keyword:"minimum",params:{comparison: ">=", limit: 0}});
              errors++;
            }
          }
        }
        if(data1.rejected !== undefined){
          let data7 = data1.rejected;
          if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/rejected",keyword:"type",params:{type: "integer"}});
            errors++;
          }
          if((typeof data7 == "number") && (isFinite(data7))){
            if(data7 < 0 || isNaN(data7)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/rejected",keyword:"minimum",params:{comparison: ">=", limit: 0}});
              errors++;
            }
          }
        }
        if(data1.rejections !== undefined){
          let data8 = data1.rejections;
          if(Array.isArray(data8)){
            if(data8.length > 100){
              (vErrors ??= []).push({instancePath:instancePath+"/data/rejections",keyword:"maxItems",params:{limit: 100}});
              errors++;
            }
            let valid4 = true;
            const len0 = data8.length;
            for(let i0=0; i0<len0; i0++){
              let data9 = data8[i0];
              const _errs17 = errors;
              if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
                if(data9.line === undefined){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/rejections/" + i0,keyword:"required",params:{missingProperty: "line"}});
                  errors++;
                }
                if(data9.code === undefined){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/rejections/" + i0,keyword:"required",params:{missingProperty: "code"}});
                  errors++;
                }
                if(data9.message === undefined){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/rejections/" + i0,keyword:"required",params:{missingProperty: "message"}});
                  errors++;
                }
                if(data9.line !== undefined){
                  let data10 = data9.line;
                  if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/rejections/" + i0+"/line",keyword:"type",params:{type: "integer"}});
                    errors++;
                  }
                  if((typeof data10 == "number") && (isFinite(data10))){
                    if(data10 < 1 || isNaN(data10)){
                      (vErrors ??= []).push({instancePath:instancePath+"/data/rejections/" + i0+"/line",keyword:"minimum",params:{comparison: ">=", limit: 1}});
                      errors++;
                    }
                  }
                }
                if(data9.code !== undefined){
                  let data11 = data9.code;
                  if(typeof data11 !== "string"){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/rejections/" + i0+"/code",keyword:"type",params:{type: "string"}});
                    errors++;
                  }
                  if(!(((((data11 === "NOT_JSON") || (data11 === "NO_TYPE")) || (data11 === "NO_ID")) || (data11 === "TOO_LARGE")) || (data11 === "NOT_VALID"))){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/rejections/" + i0+"/code",keyword:"enum",params:{allowedValues: schema0.properties.data.properties.rejections.items.properties.code.enum}});
                    errors++;
                  }
                }
                if(data9.message !== undefined){
                  let data12 = data9.message;
                  if(typeof data12 === "string"){
                    if(func0(data12) > 512){
                      (vErrors ??= []).push({instancePath:instancePath+"/data/rejections/" + i0+"/message",keyword:"maxLength",params:{limit: 512}});
                      errors++;
                    }
                  }
                  else {
                    (vErrors ??= []).push({instancePath:instancePath+"/data/rejections/" + i0+"/message",keyword:"type",params:{type: "string"}});
                    errors++;
                  }
                }
              }
              else {
                (vErrors ??= []).push({instancePath:instancePath+"/data/rejections/" + i0,keyword:"type",params:{type: "object"}});
                errors++;
              }
              var valid3 = _errs17 === errors;
              if(!valid3){
                valid4 = false;
              }
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/rejections",keyword:"type",params:{type: "array"}});
            errors++;
          }
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"type",params:{type: "object"}});
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

/** What is wrong with a detail; empty if nothing is. */
export function validate(detail) {
  return validate0(detail) ? [] : violationsOf(validate0.errors);
}
