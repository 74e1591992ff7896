/* ISO C, 7.7 */
#pragma once

#define FLT_RADIX 2
#define FLT_DIG 6
#define DBL_DIG 15
#define FLT_EPSILON __FLT_EPSILON__
#define DBL_EPSILON __DBL_EPSILON__
#define FLT_MAX __FLT_MAX__
#define DBL_MAX __DBL_MAX__
#define FLT_MIN __FLT_MIN__
#define DBL_MIN __DBL_MIN__
