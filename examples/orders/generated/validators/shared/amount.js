// Generated from catalog/shared/amount.json by `npm run generate`. Do not edit.

import { isMultipleOf as isMultipleOf$ } from '../runtime.js';

const func0 = isMultipleOf$;
function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if((typeof data == "number") && (isFinite(data))){
    if(data > 1000000 || isNaN(data)){
      (vErrors ??= []).push({instancePath,keyword:"maximum",params:{comparison: "<=", limit: 1000000}});
      errors++;
    }
    if(data < 0.01 || isNaN(data)){
      (vErrors ??= []).push({instancePath,keyword:"minimum",params:{comparison: ">=", limit: 0.01}});
      errors++;
    }
    if(!func0(data, 0.01)){
      (vErrors ??= []).push({instancePath,keyword:"multipleOf",params:{multipleOf: 0.01}});
      errors++;
    }
  }
  else {
    (vErrors ??= []).push({instancePath,keyword:"type",params:{type: "number"}});
    errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}

export { validate0 as validate };
