SELECT nouveau, nouveau_intitule, nouveau_validite
FROM remplacement
WHERE ancien = 22089
ORDER BY nouveau;
