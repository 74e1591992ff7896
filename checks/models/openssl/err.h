// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
unsigned long ERR_get_error(void);
char *ERR_error_string(unsigned long error, char *text);
