"""Answers in words, tables and files: rich text, JSON, CSV, XLSX; a module an answer.

What all of them share: ``origin`` says of what was asked, ``frames`` writes any table. Rates never
stand alone: the counts are beside them. JSON is sorted and the same from run to run.
"""
