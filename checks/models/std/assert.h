/* ISO C, 7.2: the expression stays visible */
#pragma once

#undef assert
#define assert(expression) ((void)(expression))
#ifndef __cplusplus
#define static_assert _Static_assert
#endif
