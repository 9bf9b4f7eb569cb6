// Generated from catalog/order/order-placed/v1.json by `npm run generate`. Do not edit.

import { ucs2length as ucs2length$, violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/order-id.js';
import { validate as validate3 } from '../shared/currency.js';
import { validate as validate4 } from '../shared/amount.js';

const func0 = ucs2length$;
const pattern0 = new RegExp("^[^@\\s]+@[^@\\s]+$", "u");
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
        if(data1.orderId === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "orderId"}});
          errors++;
        }
        if(data1.customerEmail === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "customerEmail"}});
          errors++;
        }
        if(data1.currency === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "currency"}});
          errors++;
        }
        if(data1.total === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "total"}});
          errors++;
        }
        if(data1.lines === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "lines"}});
          errors++;
        }
        if(data1.orderId !== undefined){
          let data2 = data1.orderId;
          if(!(validate2(data2, {instancePath:instancePath+"/data/orderId",parentData:data1,parentDataProperty:"orderId",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
          }
        }
        if(data1.customerEmail !== undefined){
          let data3 = data1.customerEmail;
          if(typeof data3 === "string"){
            if(func0(data3) > 200){
              (vErrors ??= []).push({instancePath:instancePath+"/data/customerEmail",keyword:"maxLength",params:{limit: 200}});
              errors++;
            }
            if(!pattern0.test(data3)){
              (vErrors ??= []).push({instancePath:instancePath+"/data/customerEmail",keyword:"pattern",params:{pattern: "^[^@\\s]+@[^@\\s]+$"}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/customerEmail",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data1.currency !== undefined){
          let data4 = data1.currency;
          if(!(validate3(data4, {instancePath:instancePath+"/data/currency",parentData:data1,parentDataProperty:"currency",rootData}))){
            vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
            errors = vErrors.length;
          }
        }
        if(data1.total !== undefined){
          let data5 = data1.total;
          if(!(validate4(data5, {instancePath:instancePath+"/data/total",parentData:data1,parentDataProperty:"total",rootData}))){
            vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
            errors = vErrors.length;
          }
        }
        if(data1.lines !== undefined){
          let data6 = data1.lines;
          if(Array.isArray(data6)){
            if(data6.length > 100){
              (vErrors ??= []).push({instancePath:instancePath+"/data/lines",keyword:"maxItems",params:{limit: 100}});
              errors++;
            }
            if(data6.length < 1){
              (vErrors ??= []).push({instancePath:instancePath+"/data/lines",keyword:"minItems",params:{limit: 1}});
              errors++;
            }
            let valid3 = true;
            const len0 = data6.length;
            for(let i0=0; i0<len0; i0++){
              let data7 = data6[i0];
              const _errs11 = errors;
              if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
                if(data7.product === undefined){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/lines/" + i0,keyword:"required",params:{missingProperty: "product"}});
                  errors++;
                }
                if(data7.quantity === undefined){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/lines/" + i0,keyword:"required",params:{missingProperty: "quantity"}});
                  errors++;
                }
                if(data7.price === undefined){
                  (vErrors ??= []).push({instancePath:instancePath+"/data/lines/" + i0,keyword:"required",params:{missingProperty: "price"}});
                  errors++;
                }
                if(data7.product !== undefined){
                  let data8 = data7.product;
                  if(typeof data8 === "string"){
                    if(func0(data8) > 64){
                      (vErrors ??= []).push({instancePath:instancePath+"/data/lines/" + i0+"/product",keyword:"maxLength",params:{limit: 64}});
                      errors++;
                    }
                    if(func0(data8) < 1){
                      (vErrors ??= []).push({instancePath:instancePath+"/data/lines/" + i0+"/product",keyword:"minLength",params:{limit: 1}});
                      errors++;
                    }
                  }
                  else {
                    (vErrors ??= []).push({instancePath:instancePath+"/data/lines/" + i0+"/product",keyword:"type",params:{type: "string"}});
                    errors++;
                  }
                }
                if(data7.quantity !== undefined){
                  let data9 = data7.quantity;
                  if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
                    (vErrors ??= []).push({instancePath:instancePath+"/data/lines/" + i0+"/quantity",keyword:"type",params:{type: "integer"}});
                    errors++;
                  }
                  if((typeof data9 == "number") && (isFinite(data9))){
                    if(data9 > 1000 || isNaN(data9)){
                      (vErrors ??= []).push({instancePath:instancePath+"/data/lines/" + i0+"/quantity",keyword:"maximum",params:{comparison: "<=", limit: 1000}});
                      errors++;
                    }
                    if(data9 < 1 || isNaN(data9)){
                      (vErrors ??= []).push({instancePath:instancePath+"/data/lines/" + i0+"/quantity",keyword:"minimum",params:{comparison: ">=", limit: 1}});
                      errors++;
                    }
                  }
                }
                if(data7.price !== undefined){
                  let data10 = data7.price;
                  if(!(validate4(data10, {instancePath:instancePath+"/data/lines/" + i0+"/price",parentData:data7,parentDataProperty:"price",rootData}))){
                    vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
                    errors = vErrors.length;
                  }
                }
              }
              else {
                (vErrors ??= []).push({instancePath:instancePath+"/data/lines/" + i0,keyword:"type",params:{type: "object"}});
                errors++;
              }
              var valid2 = _errs11 === errors;
              if(!valid2){
                valid3 = false;
              }
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/lines",keyword:"type",params:{type: "array"}});
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
