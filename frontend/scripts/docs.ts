// Starts the API's description from the package, so that the page needs no other host and no inline script.
// The element says where the description is: <div data-openapi="/api/v1/openapi.json"></div>

import SwaggerUIBundle from "swagger-ui-dist/swagger-ui-bundle.js";

const element = document.querySelector<HTMLElement>("[data-openapi]");
const url = element?.dataset.openapi;
if (element && url) {
  // The validator is somebody else's server.
  SwaggerUIBundle({ url, domNode: element, deepLinking: true, validatorUrl: null });
}
