/** Plain JSON, as it is stored. Integers are safe integers, text is well-formed UTF-16 without U+0000. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
