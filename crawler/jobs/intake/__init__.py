"""What `wiretrace import` takes: saved pages, captured text, JSONL, wires' own feeds, web archives."""
