//! The target for libFuzzer: answers of servers.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| posthaste_fuzz::answer(data));
