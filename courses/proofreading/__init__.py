"""What a machine can see before people read: personal data, dead links, missing captions, skipped headings, words of
the operator's list. It points at places; people decide (decision 0031)."""
