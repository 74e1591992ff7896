// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
