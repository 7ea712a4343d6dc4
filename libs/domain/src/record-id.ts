/** Id of anything on record: letters, digits and `. _ : ~ -`, at most 128 characters, beginning with a letter or digit. */
export const ID_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}._:~-]{0,127}$/u;
