#ifndef SOUK_CSQLite_H
#define SOUK_CSQLite_H
#include <sqlite3.h>
#endif
