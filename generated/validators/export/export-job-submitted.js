// Generated from catalog/export/export-job-submitted/v1.json by `npm run generate`. Do not edit.

import { violationsOf } from '../runtime.js';
import { validate as validate1 } from '../shared/event-metadata.js';
import { validate as validate2 } from '../shared/run-id.js';
import { validate as validate3 } from '../shared/datastore-id.js';
import { validate as validate4 } from '../shared/job-id.js';
import { validate as validate5 } from '../shared/instant.js';

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
        if(data1.datastoreId === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "datastoreId"}});
          errors++;
        }
        if(data1.jobId === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "jobId"}});
          errors++;
        }
        if(data1.submittedAt === undefined){
          (vErrors ??= []).push({instancePath:instancePath+"/data",keyword:"required",params:{missingProperty: "submittedAt"}});
          errors++;
        }
        if(data1.runId !== undefined){
          let data2 = data1.runId;
          if(!(validate2(data2, {instancePath:instancePath+"/data/runId",parentData:data1,parentDataProperty:"runId",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
          }
        }
        if(data1.datastoreId !== undefined){
          let data3 = data1.datastoreId;
          if(!(validate3(data3, {instancePath:instancePath+"/data/datastoreId",parentData:data1,parentDataProperty:"datastoreId",rootData}))){
            vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
            errors = vErrors.length;
          }
        }
        if(data1.jobId !== undefined){
          let data4 = data1.jobId;
          if(!(validate4(data4, {instancePath:instancePath+"/data/jobId",parentData:data1,parentDataProperty:"jobId",rootData}))){
            vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
            errors = vErrors.length;
          }
        }
        if(data1.submittedAt !== undefined){
          let data5 = data1.submittedAt;
          if(!(validate5(data5, {instancePath:instancePath+"/data/submittedAt",parentData:data1,parentDataProperty:"submittedAt",rootData}))){
            vErrors = vErrors === null ? validate5.errors : vErrors.concat(validate5.errors);
            errors = vErrors.length;
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
