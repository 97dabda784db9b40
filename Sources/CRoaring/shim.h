#ifndef SOUK_CROARING_H
#define SOUK_CROARING_H
#include <roaring/roaring.h>
#endif
