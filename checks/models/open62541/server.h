// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <open62541/plugin/accesscontrol_default.h>
