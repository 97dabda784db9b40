#ifndef SOUK_CCMARK_H
#define SOUK_CCMARK_H
#include <cmark.h>
#endif
