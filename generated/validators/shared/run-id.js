// Generated from catalog/shared/run-id.json by `npm run generate`. Do not edit.


const pattern0 = new RegExp("^[A-Za-z0-9._-]{1,64}$", "u");
function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9._-]{1,64}$"+"\""};
      if(vErrors === null){
        vErrors = [err0];
      }
      else {
        vErrors.push(err0);
      }
      errors++;
    }
  }
  else {
    const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"};
    if(vErrors === null){
      vErrors = [err1];
    }
    else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}

export { validate0 as validate };
