// Generated from catalog/payment/payment-captured/v1.json by `npm run generate`. Do not edit.

import { ucs2length as ucs2length$, violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/order-id.js';
import { validate as validate3 } from '../shared/currency.js';
import { validate as validate4 } from '../shared/amount.js';

const schema0 = {"type":"object","required":["metadata","data"],"properties":{"metadata":{"$ref":"../../shared/event-metadata.json"},"data":{"type":"object","required":["paymentId","orderId","currency","amount","method"],"properties":{"paymentId":{"type":"string","minLength":1,"maxLength":64},"orderId":{"$ref":"../../shared/order-id.json"},"currency":{"$ref":"../../shared/currency.json"},"amount":{"$ref":"../../shared/amount.json"},"method":{"type":"string","enum":["card","transfer","wallet"]}}}},"$id":"catalog:///catalog/payment/payment-captured/v1.json"};
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
        if(data1.paymentId === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "paymentId"}});
          errors++;
        }
        if(data1.orderId === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "orderId"}});
          errors++;
        }
        if(data1.currency === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "currency"}});
          errors++;
        }
        if(data1.amount === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "amount"}});
          errors++;
        }
        if(data1.method === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "method"}});
          errors++;
        }
        if(data1.paymentId !== undefined){
          let data2 = data1.paymentId;
          if(typeof data2 === "string"){
            if(func0(data2) > 64){
              (vErrors ??= []).push({instancePath:instancePath+"/data/paymentId",keyword:"maxLength",params:{limit: 64}});
              errors++;
            }
            if(func0(data2) < 1){
              (vErrors ??= []).push({instancePath:instancePath+"/data/paymentId",keyword:"minLength",params:{limit: 1}});
              errors++;
            }
          }
          else {
            (vErrors ??= []).push({instancePath:instancePath+"/data/paymentId",keyword:"type",params:{type: "string"}});
            errors++;
          }
        }
        if(data1.orderId !== undefined){
          let data3 = data1.orderId;
          if(!(validate2(data3, {instancePath:instancePath+"/data/orderId",parentData:data1,parentDataProperty:"orderId",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
          }
        }
        if(data1.currency !== undefined){
          let data4 = data1.currency;
          if(!(validate3(data4, {instancePath:instancePath+"/data/currency",parentData:data1,parentDataProperty:"currency",rootData}))){
            vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
            errors = vErrors.length;
          }
        }
        if(data1.amount !== undefined){
          let data5 = data1.amount;
          if(!(validate4(data5, {instancePath:instancePath+"/data/amount",parentData:data1,parentDataProperty:"amount",rootData}))){
            vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
            errors = vErrors.length;
          }
        }
        if(data1.method !== undefined){
          let data6 = data1.method;
          if(typeof data6 !== "string"){
            (vErrors ??= []).push({instancePath:instancePath+"/data/method",keyword:"type",params:{type: "string"}});
            errors++;
          }
          if(!(((data6 === "card") || (data6 === "transfer")) || (data6 === "wallet"))){
            (vErrors ??= []).push({instancePath:instancePath+"/data/method",keyword:"enum",params:{allowedValues: schema0.properties.data.properties.method.enum}});
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
