"""Answers to the library's questions as tables: CSV, Parquet, a workbook."""
