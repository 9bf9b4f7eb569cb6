// Generated from catalog/shared/object-location.json by `npm run generate`. Do not edit.

import { ucs2length as ucs2length$ } from '../runtime.js';

const func0 = ucs2length$;
function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.bucket === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "bucket"}});
      errors++;
    }
    if(data.key === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "key"}});
      errors++;
    }
    if(data.bucket !== undefined){
      let data0 = data.bucket;
      if(typeof data0 === "string"){
        if(func0(data0) > 63){
          (vErrors ??= []).push({instancePath:instancePath+"/bucket",keyword:"maxLength",params:{limit: 63}});
          errors++;
        }
        if(func0(data0) < 3){
          (vErrors ??= []).push({instancePath:instancePath+"/bucket",keyword:"minLength",params:{limit: 3}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/bucket",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.key !== undefined){
      let data1 = data.key;
      if(typeof data1 === "string"){
        if(func0(data1) > 1024){
          (vErrors ??= []).push({instancePath:instancePath+"/key",keyword:"maxLength",params:{limit: 1024}});
          errors++;
        }
        if(func0(data1) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/key",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/key",keyword:"type",params:{type: "string"}});
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
