// The package brings no types; this names the few options that docs.ts passes.
declare module "swagger-ui-dist/swagger-ui-bundle.js" {
  interface Options {
    url: string;
    domNode: HTMLElement;
    deepLinking?: boolean;
    validatorUrl?: string | null;
  }
  export default function SwaggerUIBundle(options: Options): unknown;
}
