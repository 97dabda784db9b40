#ifndef SOUK_CCrypt_H
#define SOUK_CCrypt_H
#include <crypt.h>
#endif
