#ifndef SOUK_CZlib_H
#define SOUK_CZlib_H
#include <zlib.h>
#endif
