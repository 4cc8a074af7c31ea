//! Tests of the API, endpoint by endpoint.
