"""What offices hand over: tables, documents and photos of a parcel, taken in together, noted and put on paper."""
