"""Answers in words, tables and files: rich text, JSON, CSV, XLSX; a module an answer.

The document that the command ``report`` writes is made in ``document`` and ``writers``.

What all of them share: ``origin`` says of what was asked, ``frames`` writes any table. Rates never
stand alone: the counts are beside them. JSON is sorted and the same from run to run.
"""
