// Generated from catalog/shared/job-id.json by `npm run generate`. Do not edit.

import { ucs2length as ucs2length$ } from '../runtime.js';

const func0 = ucs2length$;
function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(func0(data) > 64){
      (vErrors ??= []).push({instancePath,keyword:"maxLength",params:{limit: 64}});
      errors++;
    }
    if(func0(data) < 1){
      (vErrors ??= []).push({instancePath,keyword:"minLength",params:{limit: 1}});
      errors++;
    }
  }
  else {
    (vErrors ??= []).push({instancePath,keyword:"type",params:{type: "string"}});
    errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}

export { validate0 as validate };
