// Generated from catalog/shared/currency.json by `npm run generate`. Do not edit.


const schema0 = {"type":"string","enum":["EUR","GBP","USD"],"$id":"catalog:///catalog/shared/currency.json"};
function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data !== "string"){
    (vErrors ??= []).push({instancePath,keyword:"type",params:{type: "string"}});
    errors++;
  }
  if(!(((data === "EUR") || (data === "GBP")) || (data === "USD"))){
    (vErrors ??= []).push({instancePath,keyword:"enum",params:{allowedValues: schema0.enum}});
    errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}

export { validate0 as validate };
