// Generated from catalog/site/site-measured/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/site/site-measured.js';
/** A site has reported a measure. */
export const siteMeasured = {
    name: 'SiteMeasured',
    source: 'carillon.site',
    version: 1,
    schema: 'site/site-measured/v1',
    owner: 'team-sites',
    claimCheck: false,
    phi: [],
    validate,
};
//# sourceMappingURL=site-measured.js.map